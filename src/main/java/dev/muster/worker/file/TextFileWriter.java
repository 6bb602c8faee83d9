package dev.muster.worker.file;

import dev.muster.worker.Fields;
import dev.muster.worker.Job;
import dev.muster.worker.StreamWorker;
import dev.muster.worker.WorkerType;
import java.util.List;
import org.apache.pekko.stream.javadsl.Source;

/**
 * Writes numbered files from templates into one directory, each complete or absent at every instant; or adds to files there,
 * whole texts only. A directory that cannot be written fails the run.
 */
public final class TextFileWriter implements WorkerType {

    @Override
    public String name() {
        return "file-writer";
    }

    @Override
    public Job read(Fields fields) {
        var settings = TextFileWriterSettings.read(fields);
        Job job = worker -> {
            var inHand = worker.own(new InHand());
            return StreamWorker.of(worker, () -> Source.fromGraph(new WriteSource(worker, settings, inHand)));
        };
        return job.expecting(settings.count()).dependingOn(List.of(new WritableDirectory(settings)));
    }
}

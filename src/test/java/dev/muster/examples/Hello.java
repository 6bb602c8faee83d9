package dev.muster.examples;

import dev.muster.worker.Fields;
import dev.muster.worker.Job;
import dev.muster.worker.StreamWorker;
import dev.muster.worker.Text;
import dev.muster.worker.WorkerType;
import java.time.Duration;
import java.util.List;
import org.apache.pekko.stream.javadsl.Source;

/** Says Hello, waits, says World: a stream as a worker. */
public final class Hello implements WorkerType {
    @Override
    public Job read(Fields fields) {
        var pause = fields.duration("pause", Duration.ofSeconds(1), "between the lines");
        var lines = List.of("Hello ...", "... World!");
        return worker -> StreamWorker.of(
                worker, () -> Source.from(lines).throttle(1, pause).map(Text::new));
    }
}

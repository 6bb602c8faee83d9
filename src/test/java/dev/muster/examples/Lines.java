package dev.muster.examples;

import dev.muster.worker.BlockingWorker;
import dev.muster.worker.Fields;
import dev.muster.worker.Job;
import dev.muster.worker.Result;
import dev.muster.worker.WorkerType;
import java.nio.file.Files;
import java.nio.file.Path;

/** Reads a file's lines with calls that block. */
public final class Lines implements WorkerType {

    /** One line; the first is number 0. */
    public record Line(int number, String text) implements Result {
        @Override
        public String summary() {
            return "line " + number + ": " + text;
        }
    }

    @Override
    public Job read(Fields fields) {
        var path = Path.of(fields.requiredText("path", "notes.txt", "the file to read"));
        return worker -> BlockingWorker.of(worker, results -> {
            try (var file = Files.newBufferedReader(path)) {
                int number = 0;
                for (var line = file.readLine(); line != null; line = file.readLine())
                    results.emit(new Line(number++, line));
            }
        });
    }
}

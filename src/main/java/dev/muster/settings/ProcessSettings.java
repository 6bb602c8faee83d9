package dev.muster.settings;

import dev.muster.report.sinks.ConsoleSettings;
import dev.muster.report.sinks.JsonLinesSettings;
import dev.muster.report.sinks.SinksSettings;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.Duration;

/** What concerns the process as a whole. */
record ProcessSettings(AdminSettings admin, boolean exitWhenDone, Duration drainTimeout, SinksSettings sinks) {

    static ProcessSettings read(HoconFields fields) {
        return new ProcessSettings(
                AdminSettings.read(fields),
                fields.flag("exit-when-done", false, "whether the process ends when every worker has"),
                fields.duration("drain-timeout", Duration.ofSeconds(10), "the whole budget of an orderly end"),
                new SinksSettings(console(fields), jsonLines(fields)));
    }

    private static ConsoleSettings console(HoconFields fields) {
        return new ConsoleSettings(
                fields.flag("reporter.sinks.console.enabled", true, "one line per result on standard output"),
                fields.integer(
                        "reporter.sinks.console.lines-per-second",
                        200,
                        1,
                        1_000_000,
                        "of each worker; what exceeds it is counted in one line"));
    }

    private static JsonLinesSettings jsonLines(HoconFields fields) {
        var at = "reporter.sinks.jsonl.path";
        boolean enabled = fields.flag("reporter.sinks.jsonl.enabled", false, "one JSON object per result, in a file");
        var written = fields.text(at, "results.jsonl", "the file, appended to; its directory must exist");
        var path = Path.of("results.jsonl");
        try {
            path = Path.of(written);
        } catch (InvalidPathException e) {
            fields.problem(at, "is not a path: " + e.getReason());
        }
        if (enabled) check(fields, at, path);
        return new JsonLinesSettings(enabled, path);
    }

    private static void check(HoconFields fields, String at, Path path) {
        var whole = path.toAbsolutePath().normalize();
        if (path.toString().isBlank() || Files.isDirectory(whole)) {
            fields.problem(at, "must be a file");
        } else if (!Files.isDirectory(whole.getParent())) {
            fields.problem(at, "its directory " + whole.getParent() + " does not exist");
        }
        fields.claim(at, "file " + whole);
    }
}

package dev.muster.settings;

import dev.muster.report.sinks.ConsoleSettings;
import dev.muster.report.sinks.JsonLinesSettings;
import dev.muster.report.sinks.SinksSettings;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.Duration;

/** What concerns the process as a whole. */
record ProcessSettings(
        AdminSettings admin, boolean exitWhenDone, Duration drainTimeout, Path plugins, SinksSettings sinks) {
    static final String PLUGINS = "plugins";

    static ProcessSettings read(HoconFields fields) {
        return new ProcessSettings(
                AdminSettings.read(fields),
                fields.flag("exit-when-done", false, "whether the process ends when every worker has"),
                fields.duration("drain-timeout", Duration.ofSeconds(10), "the whole budget of an orderly end"),
                plugins(fields),
                new SinksSettings(console(fields), jsonLines(fields)));
    }

    private static Path plugins(HoconFields fields) {
        var written = fields.text(
                "plugins",
                PLUGINS,
                "directory with types of workers; each jar in it, and each directory of jars, is a plugin of its own");
        var directory = path(fields, "plugins", written, PLUGINS);
        if (!written.equals(PLUGINS) && !Files.isDirectory(directory)) {
            fields.problem("plugins", "'" + written + "' is no directory: make it, or name another");
        }
        return directory;
    }

    private static Path path(HoconFields fields, String key, String written, String otherwise) {
        try {
            return Path.of(written);
        } catch (InvalidPathException e) {
            fields.problem(key, "is not a path: " + e.getReason());
            return Path.of(otherwise);
        }
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
        var path = path(fields, at, written, "results.jsonl");
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

package dev.muster.worker.file;

import dev.muster.worker.Fields;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.Duration;

/**
 * What a {@link TextFileWriter} is told.
 *
 * @param directory absolute and normalised
 * @param name of a file; the number is its only variable part
 * @param text of a file
 * @param count of files in one run
 * @param concurrency files written at one time
 * @param every the pause after a file; 0 for none
 * @param createDirectories whether a missing directory is made
 * @param fsync whether each file and its name are on the disk before its result
 */
record TextFileWriterSettings(
        Path directory,
        Template name,
        Template text,
        long count,
        int concurrency,
        Duration every,
        boolean createDirectories,
        boolean fsync) {

    static TextFileWriterSettings read(Fields fields) {
        var directory = directory(fields, fields.requiredText("directory", "out", "where the files go"));
        var name = fields.text("name", "output_{n}.txt", "of a file; {n} is its number, {worker} the worker's name");
        var text = fields.text("text", "{worker} wrote this as number {n} at {now}\n", "of a file; also knows {now}");
        var names = Template.of(name, fields.worker());
        checkName(fields, names);
        fields.claim("directory", "file " + directory.resolve(safe(name.replace("{worker}", fields.worker()))));
        return new TextFileWriterSettings(
                directory,
                names,
                Template.of(text, fields.worker()),
                fields.count("count", 5, 1, Long.MAX_VALUE, "files in one run"),
                fields.integer("concurrency", 1, 1, 1024, "files written at one time"),
                fields.durationOrZero("every", Duration.ZERO, "pause after a file, 0 for none"),
                fields.flag("create-directories", true, "whether a missing directory is made"),
                fields.flag("fsync", false, "whether a file must be on the disk before it counts as written"));
    }

    private static Path directory(Fields fields, String text) {
        try {
            return Path.of(text).toAbsolutePath().normalize();
        } catch (InvalidPathException e) {
            fields.problem("directory", "is not a path: " + e.getReason());
            return Path.of("out").toAbsolutePath();
        }
    }

    private static void checkName(Fields fields, Template name) {
        // The number is the only part that varies, so the longest name shows all that can be wrong.
        var refused = FileName.refusal(name.render(Long.MAX_VALUE));
        refused.ifPresent(why -> fields.problem("name", why));
    }

    private static String safe(String pattern) {
        return pattern.replaceAll("[^A-Za-z0-9._{}-]", "_");
    }
}

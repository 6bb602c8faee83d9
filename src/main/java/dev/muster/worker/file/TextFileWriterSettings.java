package dev.muster.worker.file;

import static java.nio.file.attribute.PosixFilePermission.OWNER_READ;
import static java.nio.file.attribute.PosixFilePermission.OWNER_WRITE;

import dev.muster.worker.Fields;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;

/**
 * What a {@link TextFileWriter} is told.
 *
 * @param directory absolute and normalised
 * @param name of a file; the number is its only variable part
 * @param text of a file, or what is added to it at one time
 * @param mode what happens to a file that is there already
 * @param count of texts in one run
 * @param concurrency files written at one time
 * @param every the pause after a text; 0 for none
 * @param createDirectories whether a missing directory is made
 * @param permissions of a file that is made; empty: what the umask leaves
 * @param fsync what is on the disk before a text has its result
 */
record TextFileWriterSettings(
        Path directory,
        Template name,
        Template text,
        Mode mode,
        long count,
        int concurrency,
        Duration every,
        boolean createDirectories,
        Optional<Set<PosixFilePermission>> permissions,
        Fsync fsync) {

    static TextFileWriterSettings read(Fields fields) {
        var directory = directory(fields, fields.requiredText("directory", "out", "where the files go"));
        var settings = new TextFileWriterSettings(
                directory,
                name(fields, directory),
                text(fields),
                mode(fields),
                fields.count("count", 5, 1, Long.MAX_VALUE, "texts written in one run"),
                fields.integer("concurrency", 1, 1, 1024, "files written at one time; with append, 1"),
                fields.durationOrZero("every", Duration.ZERO, "pause after a text, 0 for none"),
                fields.flag("create-directories", true, "whether a missing directory is made"),
                permissions(fields),
                fields.choice("fsync", Fsync.NEVER, "what must be on the disk before a text counts as written"));
        if (settings.mode == Mode.APPEND) settings.checkAppended(fields);
        return settings;
    }

    private static Path directory(Fields fields, String text) {
        try {
            return Path.of(text).toAbsolutePath().normalize();
        } catch (InvalidPathException e) {
            fields.problem("directory", "is not a path: " + e.getReason());
            return Path.of("out").toAbsolutePath();
        }
    }

    private static Template name(Fields fields, Path directory) {
        var text = fields.text("name", "output_{n}.txt", "of a file; {n} is its number, {worker} the worker's name");
        var name = Template.of(text, fields.worker());
        // The number is the only part that varies, so the longest name shows all that can be wrong.
        var refused = FileName.refusal(name.render(Long.MAX_VALUE));
        refused.ifPresent(why -> fields.problem("name", why));
        fields.claim("directory", "file " + directory.resolve(safe(text.replace("{worker}", fields.worker()))));
        return name;
    }

    private static Template text(Fields fields) {
        var byDefault = "{worker} wrote this as number {n} at {now}\n";
        return Template.of(
                fields.text("text", byDefault, "of a file; also knows {now}; with append, whole lines"),
                fields.worker());
    }

    private static Mode mode(Fields fields) {
        return fields.choice(
                "mode", Mode.REPLACE, "whether a file is replaced as a whole, or text is added at its end");
    }

    private static Optional<Set<PosixFilePermission>> permissions(Fields fields) {
        var text = fields.optionalText("permissions", "of a new file, such as rw-r-----; if not set, by the umask");
        try {
            var permissions = text.map(PosixFilePermissions::fromString);
            if (permissions.isEmpty() || permissions.get().containsAll(Set.of(OWNER_READ, OWNER_WRITE))) {
                return permissions;
            }
            fields.problem("permissions", "must let the owner read and write, such as rw-r-----");
        } catch (IllegalArgumentException e) {
            fields.problem("permissions", "must look like rw-r-----");
        }
        return Optional.empty();
    }

    private void checkAppended(Fields fields) {
        if (!text.render(0).endsWith("\n")) fields.problem("text", "must end with a line break, as mode is append");
        if (concurrency > 1) fields.problem("concurrency", "must be 1, as mode is append");
    }

    private static String safe(String pattern) {
        return pattern.replaceAll("[^A-Za-z0-9._{}-]", "_");
    }
}

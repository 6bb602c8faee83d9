package dev.muster.worker.file;

import dev.muster.worker.Dependency;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;

/** The directory that files go into, which must be writable, or be possible to make. */
record WritableDirectory(TextFileWriterSettings settings) implements Dependency {

    @Override
    public String name() {
        return settings.directory().toString();
    }

    /** Writes an empty file there and removes it. A directory that is missing is not made; no worker runs yet. */
    @Override
    public String connect() throws IOException {
        var directory = settings.directory();
        try {
            if (Files.exists(directory) || !settings.createDirectories()) {
                write(directory.toRealPath());
                return "writable";
            }
            write(nearest(directory).toRealPath());
            return "not there yet, can be made";
        } catch (IOException e) {
            throw new WriteFailure(directory.toString(), e);
        }
    }

    private static void write(Path directory) throws IOException {
        if (!Files.isDirectory(directory)) throw new NotDirectoryException(directory.toString());
        Files.delete(Files.createTempFile(directory, ".muster~check~", ".tmp"));
    }

    private static Path nearest(Path missing) {
        var parent = missing.getParent();
        while (!Files.exists(parent)) parent = parent.getParent();
        return parent;
    }
}

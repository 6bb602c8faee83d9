package dev.muster.worker.file;

import static java.nio.file.LinkOption.NOFOLLOW_LINKS;
import static java.nio.file.StandardOpenOption.CREATE_NEW;
import static java.nio.file.StandardOpenOption.WRITE;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Set;

/**
 * Writes a file under a temporary name and then renames it, so that nobody ever sees a part of it. Thread-safe.
 */
final class Replacing implements Output {

    private static final Set<OpenOption> FRESH = Set.of(WRITE, CREATE_NEW, NOFOLLOW_LINKS);

    private final ConfinedDirectory directory;
    private final TemporaryNames temporaries;
    private final NewFiles newFiles;
    private final boolean fsync;

    Replacing(ConfinedDirectory directory, TextFileWriterSettings settings, TemporaryNames temporaries) {
        this.directory = directory;
        this.temporaries = temporaries;
        this.newFiles = new NewFiles(settings.permissions());
        this.fsync = settings.fsync();
    }

    @Override
    public void write(String name, ByteBuffer content) throws IOException {
        var target = directory.target(name);
        var temporary = directory.path().resolve(temporaries.next());
        try {
            fill(temporary, content);
            Files.move(temporary, target, StandardCopyOption.ATOMIC_MOVE);
        } catch (Throwable e) {
            remove(temporary, e);
            throw e;
        }
        if (fsync) directory.syncNames();
    }

    private void fill(Path file, ByteBuffer content) throws IOException {
        try (var channel = newFiles.open(file, FRESH)) {
            while (content.hasRemaining()) channel.write(content);
            if (fsync) channel.force(true);
        }
    }

    private static void remove(Path temporary, Throwable cause) {
        try {
            Files.deleteIfExists(temporary);
        } catch (IOException e) {
            cause.addSuppressed(e);
        }
    }
}

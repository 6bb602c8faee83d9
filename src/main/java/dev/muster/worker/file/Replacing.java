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
    private final Fsync fsync;

    Replacing(ConfinedDirectory directory, TextFileWriterSettings settings, TemporaryNames temporaries) {
        this.directory = directory;
        this.temporaries = temporaries;
        this.newFiles = new NewFiles(settings.permissions());
        this.fsync = settings.fsync();
    }

    @Override
    public void write(String name, ByteBuffer content) throws IOException {
        var target = directory.target(name);
        while (!write(directory.path().resolve(temporaries.next()), target, content)) {}
        if (fsync.ofDirectory()) directory.syncNames();
    }

    /** @return false if the temporary file was taken for left behind before it could be held */
    private boolean write(Path temporary, Path target, ByteBuffer content) throws IOException {
        try (var channel = newFiles.open(temporary, FRESH)) {
            if (!Hold.take(channel, temporary)) {
                Files.deleteIfExists(temporary);
                return false;
            }
            while (content.hasRemaining()) channel.write(content);
            if (fsync.ofFile()) channel.force(true);
            // Before the channel is closed, since the hold ends with it.
            Files.move(temporary, target, StandardCopyOption.ATOMIC_MOVE);
            return true;
        } catch (Throwable e) {
            remove(temporary, e);
            throw e;
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

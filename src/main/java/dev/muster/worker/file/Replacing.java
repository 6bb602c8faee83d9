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
import java.util.Optional;
import java.util.Set;

/**
 * Writes a file under a temporary name and then renames it, so that nobody ever sees a part of it. Thread-safe.
 */
final class Replacing implements Output {

    private static final Set<OpenOption> FRESH = Set.of(WRITE, CREATE_NEW, NOFOLLOW_LINKS);

    private final ConfinedDirectory directory;
    private final String worker;
    private final NewFiles newFiles;
    private final Fsync fsync;
    private volatile TemporaryNames temporaries;
    private Hold hold;

    Replacing(ConfinedDirectory directory, TextFileWriterSettings settings, String worker) {
        this.directory = directory;
        this.worker = worker;
        this.newFiles = new NewFiles(settings.permissions());
        this.fsync = settings.fsync();
    }

    @Override
    public void write(String name, ByteBuffer content) throws IOException {
        var target = directory.target(name);
        if (temporaries == null) hold();
        write(directory.path().resolve(temporaries.next()), target, content);
        if (fsync.ofDirectory()) directory.syncNames();
    }

    private synchronized void hold() throws IOException {
        while (temporaries == null) {
            var names = new TemporaryNames(worker);
            Optional<Hold> taken = Hold.take(directory.path().resolve(names.hold()));
            if (taken.isEmpty()) continue;
            hold = taken.get();
            temporaries = names;
        }
    }

    private void write(Path temporary, Path target, ByteBuffer content) throws IOException {
        try {
            try (var channel = newFiles.open(temporary, FRESH)) {
                while (content.hasRemaining()) channel.write(content);
                if (fsync.ofFile()) channel.force(true);
            }
            Files.move(temporary, target, StandardCopyOption.ATOMIC_MOVE);
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

    @Override
    public synchronized void end() throws IOException {
        if (hold != null) hold.close();
        hold = null;
    }
}

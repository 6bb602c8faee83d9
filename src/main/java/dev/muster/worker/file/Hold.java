package dev.muster.worker.file;

import static java.nio.file.LinkOption.NOFOLLOW_LINKS;
import static java.nio.file.StandardOpenOption.CREATE_NEW;
import static java.nio.file.StandardOpenOption.WRITE;

import java.io.Closeable;
import java.io.IOException;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Shows other processes, in other containers too, that a run's temporary files are being written: by a lock on a file beside
 * them, which ends with its process however that ends. Process ids would not do, since each container counts its own from
 * 1; and a lock on each temporary file costs a quarter of the throughput.
 */
final class Hold implements Closeable {

    /** Of this process, which the system lets lock them once more; and closing that second lock would end the first. */
    private static final Set<Path> OWN = ConcurrentHashMap.newKeySet();

    /** What is done with files that nobody holds. */
    interface Removal {
        void run() throws IOException;
    }

    private final Path file;
    private final FileChannel channel;

    private Hold(Path file, FileChannel channel) {
        this.file = file;
        this.channel = channel;
    }

    /**
     * Makes the file and locks it.
     *
     * @return empty if another process took it for left behind in between; then it is gone
     */
    static Optional<Hold> take(Path file) throws IOException {
        OWN.add(file);
        FileChannel channel = null;
        try {
            channel = FileChannel.open(file, WRITE, CREATE_NEW, NOFOLLOW_LINKS);
            if (lock(channel) && Files.exists(file, NOFOLLOW_LINKS)) return Optional.of(new Hold(file, channel));
        } catch (Throwable e) {
            giveUp(file, channel);
            throw e;
        }
        giveUp(file, channel);
        return Optional.empty();
    }

    private static boolean lock(FileChannel channel) throws IOException {
        try {
            return channel.tryLock() != null;
        } catch (ClosedChannelException e) {
            throw e;
        } catch (IOException e) {
            // This file system has no locks, so nobody can take the file for free either.
            return true;
        }
    }

    private static void giveUp(Path file, FileChannel channel) throws IOException {
        try (channel) {
            if (channel != null) Files.deleteIfExists(file);
        } finally {
            OWN.remove(file);
        }
    }

    /** Does something to the files of a run, unless the run holds them; removes the hold after it. */
    static void ifFree(Path file, Removal removal) throws IOException {
        if (OWN.contains(file)) return;
        if (Files.notExists(file, NOFOLLOW_LINKS)) {
            removal.run();
            return;
        }
        // Anything else was not made by a writer, and opening a pipe would hold this thread.
        if (!Files.isRegularFile(file, NOFOLLOW_LINKS)) return;
        try (var channel = FileChannel.open(file, WRITE, NOFOLLOW_LINKS);
                var lock = channel.tryLock()) {
            if (lock == null) return;
            removal.run();
            Files.deleteIfExists(file);
        } catch (OverlappingFileLockException | NoSuchFileException e) {
            // This very process holds it, in another class loader; or its run is over just now.
        }
    }

    @Override
    public void close() throws IOException {
        giveUp(file, channel);
    }
}

package dev.muster.worker.file;

import static java.nio.file.LinkOption.NOFOLLOW_LINKS;
import static java.nio.file.StandardOpenOption.WRITE;

import java.io.IOException;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;

/**
 * Shows other processes, in other containers too, that a temporary file is being written: by a lock, which ends with its
 * process however that ends. Process ids would not do, since each container counts its own from 1.
 */
final class Hold {

    private Hold() {}

    /**
     * Holds a file that was just made, until its channel is closed.
     *
     * @return false if another process took it for left behind in between; then it is gone, or about to be
     */
    static boolean take(FileChannel channel, Path file) throws IOException {
        try {
            return channel.tryLock() != null && Files.exists(file, NOFOLLOW_LINKS);
        } catch (ClosedChannelException e) {
            throw e;
        } catch (IOException e) {
            // This file system has no locks, so nobody can remove the file either.
            return true;
        }
    }

    /** Removes a file, unless someone holds it. */
    static void removeIfFree(Path file) throws IOException {
        // Anything else was not made by a writer, and opening a pipe would hold this thread.
        if (!Files.isRegularFile(file, NOFOLLOW_LINKS)) return;
        try (var channel = FileChannel.open(file, WRITE, NOFOLLOW_LINKS);
                var lock = channel.tryLock()) {
            if (lock != null) Files.deleteIfExists(file);
        } catch (OverlappingFileLockException | NoSuchFileException e) {
            // This very process writes it, or it is gone already.
        }
    }
}

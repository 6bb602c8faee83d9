package dev.muster.worker.file;

import static java.nio.file.LinkOption.NOFOLLOW_LINKS;
import static java.nio.file.StandardOpenOption.CREATE_NEW;
import static java.nio.file.StandardOpenOption.READ;
import static java.nio.file.StandardOpenOption.WRITE;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Objects;
import java.util.Set;

/**
 * A directory that files are written into and never beside. A file is written under a temporary name and then renamed, so
 * that nobody ever sees a part of it. All methods block. Thread-safe.
 */
final class ConfinedDirectory {

    private static final Set<OpenOption> FRESH = Set.of(WRITE, CREATE_NEW, NOFOLLOW_LINKS);

    private final Path directory;
    private final Object identity;
    private final TemporaryNames temporaries;
    private final boolean fsync;

    private ConfinedDirectory(Path directory, Object identity, TemporaryNames temporaries, boolean fsync) {
        this.directory = directory;
        this.identity = identity;
        this.temporaries = temporaries;
        this.fsync = fsync;
    }

    /** Opens it for one run, and removes what a crash of this worker left behind. */
    static ConfinedDirectory open(TextFileWriterSettings settings, TemporaryNames temporaries) throws IOException {
        if (settings.createDirectories()) Files.createDirectories(settings.directory());
        // Links above and at the directory are the operator's own and are resolved here, once.
        var real = settings.directory().toRealPath();
        var opened = new ConfinedDirectory(real, identity(real), temporaries, settings.fsync());
        temporaries.removeStale(real);
        return opened;
    }

    Path path() {
        return directory;
    }

    /** @throws IOException if the directory is not the one that was opened any more */
    void check() throws IOException {
        if (!Objects.equals(identity, identity(directory))) {
            throw new FileSystemException(directory.toString(), null, "Directory was replaced");
        }
    }

    /** @throws IOException if the name is refused or the disk refuses; then nothing is left of the attempt */
    void write(String name, ByteBuffer content) throws IOException {
        var refused = FileName.refusal(name);
        if (refused.isPresent()) throw new FileSystemException(directory.toString(), null, refused.get());
        var target = directory.resolve(name);
        checkTarget(target);
        var temporary = directory.resolve(temporaries.next());
        try {
            fill(temporary, content);
            Files.move(temporary, target, StandardCopyOption.ATOMIC_MOVE);
        } catch (Throwable e) {
            remove(temporary, e);
            throw e;
        }
        if (fsync) syncNames();
    }

    private void fill(Path file, ByteBuffer content) throws IOException {
        try (var channel = FileChannel.open(file, FRESH)) {
            while (content.hasRemaining()) channel.write(content);
            if (fsync) channel.force(true);
        }
    }

    private void syncNames() throws IOException {
        try (var channel = FileChannel.open(directory, READ)) {
            channel.force(true);
        }
    }

    private static void checkTarget(Path target) throws IOException {
        if (!Files.exists(target, NOFOLLOW_LINKS) || Files.isRegularFile(target, NOFOLLOW_LINKS)) return;
        var what = Files.isSymbolicLink(target) ? "Is a symbolic link" : "Is not a regular file";
        throw new FileSystemException(target.toString(), null, what);
    }

    private static void remove(Path temporary, Throwable cause) {
        try {
            Files.deleteIfExists(temporary);
        } catch (IOException e) {
            cause.addSuppressed(e);
        }
    }

    private static Object identity(Path directory) throws IOException {
        var attributes = Files.readAttributes(directory, BasicFileAttributes.class, NOFOLLOW_LINKS);
        if (!attributes.isDirectory()) throw new FileSystemException(directory.toString(), null, "Not a directory");
        return attributes.fileKey();
    }
}

package dev.muster.worker.file;

import static java.nio.file.LinkOption.NOFOLLOW_LINKS;
import static java.nio.file.StandardOpenOption.READ;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Objects;

/** A directory that files are written into and never beside. All methods block. Thread-safe. */
final class ConfinedDirectory {

    static final String SYMBOLIC_LINK = "Is a symbolic link";
    static final String NO_REGULAR_FILE = "Is not a regular file";

    private final Path directory;
    private final Object identity;

    private ConfinedDirectory(Path directory, Object identity) {
        this.directory = directory;
        this.identity = identity;
    }

    static ConfinedDirectory open(TextFileWriterSettings settings) throws IOException {
        if (settings.createDirectories()) create(settings.directory(), settings.fsync());
        // Links above and at the directory are the operator's own and are resolved here, once.
        var real = settings.directory().toRealPath();
        return new ConfinedDirectory(real, identity(real));
    }

    private static void create(Path directory, Fsync fsync) throws IOException {
        var there = directory;
        while (fsync.ofDirectory() && there != null && Files.notExists(there)) there = there.getParent();
        try {
            Files.createDirectories(directory);
        } catch (FileAlreadyExistsException e) {
            throw new NotDirectoryException(directory.toString());
        }
        // The names of those that were made stand in the ones above them.
        for (var made = directory; !made.equals(there) && fsync.ofDirectory(); made = made.getParent()) {
            syncNames(made.getParent());
        }
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

    /**
     * Where a file of that name is to be.
     *
     * @throws IOException if the name is refused, or what has it is no regular file: a pipe could hold a thread for ever
     */
    Path target(String name) throws IOException {
        var refused = FileName.refusal(name);
        if (refused.isPresent()) throw new FileSystemException(directory.toString(), null, refused.get());
        var target = directory.resolve(name);
        checkTarget(target);
        return target;
    }

    /** Brings the names of the files to the disk. */
    void syncNames() throws IOException {
        syncNames(directory);
    }

    private static void syncNames(Path directory) throws IOException {
        try (var channel = FileChannel.open(directory, READ)) {
            channel.force(true);
        }
    }

    private static void checkTarget(Path target) throws IOException {
        if (!Files.exists(target, NOFOLLOW_LINKS) || Files.isRegularFile(target, NOFOLLOW_LINKS)) return;
        var what = Files.isSymbolicLink(target) ? SYMBOLIC_LINK : NO_REGULAR_FILE;
        throw new FileSystemException(target.toString(), null, what);
    }

    private static Object identity(Path directory) throws IOException {
        var attributes = Files.readAttributes(directory, BasicFileAttributes.class, NOFOLLOW_LINKS);
        if (!attributes.isDirectory()) throw new NotDirectoryException(directory.toString());
        return attributes.fileKey();
    }
}

package dev.muster.worker.file;

import static java.nio.file.LinkOption.NOFOLLOW_LINKS;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Optional;
import java.util.Set;

/** Opens files with the permissions that new ones are to have. Blocks. Thread-safe. */
final class NewFiles {

    private final Optional<Set<PosixFilePermission>> permissions;
    private final FileAttribute<?>[] attributes;

    /** @param permissions of a file that is made; empty: what the umask leaves */
    NewFiles(Optional<Set<PosixFilePermission>> permissions) {
        this.permissions = permissions;
        this.attributes =
                permissions.map(PosixFilePermissions::asFileAttribute).stream().toArray(FileAttribute<?>[]::new);
    }

    /** Opens a file that is not there yet, or is but need not be; one that is there keeps its permissions. */
    FileChannel open(Path file, Set<OpenOption> options) throws IOException {
        boolean made = permissions.isPresent() && Files.notExists(file, NOFOLLOW_LINKS);
        var channel = FileChannel.open(file, options, attributes);
        if (!made) return channel;
        try {
            // The umask has taken from them what it takes from all.
            Files.setAttribute(file, "posix:permissions", permissions.get(), NOFOLLOW_LINKS);
            return channel;
        } catch (Throwable e) {
            channel.close();
            throw e;
        }
    }
}

package dev.muster.worker.file;

import dev.muster.worker.PermanentFailure;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.util.Set;

/** Why a run failed: the path that was to be written and the system's reason, as one clause for people. */
final class WriteFailure extends IOException implements PermanentFailure {

    /** Somebody must change something. A disk that is full, or has an error, may be better the next time. */
    private static final Set<String> PERMANENT = Set.of(
            "Permission denied",
            "Operation not permitted",
            "Read-only file system",
            "Not a directory",
            ConfinedDirectory.SYMBOLIC_LINK,
            ConfinedDirectory.NO_REGULAR_FILE,
            "File name too long",
            "File too large");

    private final boolean permanent;

    WriteFailure(String path, IOException cause) {
        super("cannot write " + path + ": " + reason(cause), cause);
        this.permanent = PERMANENT.contains(reason(cause));
    }

    @Override
    public boolean isPermanent() {
        return permanent;
    }

    /** The system's own words where there are any. */
    static String reason(IOException e) {
        if (e instanceof FileSystemException at && at.getReason() != null) return at.getReason();
        if (e instanceof AccessDeniedException) return "Permission denied";
        if (e instanceof NoSuchFileException) return "No such file or directory";
        if (e instanceof FileAlreadyExistsException) return "File exists";
        if (e instanceof NotDirectoryException) return "Not a directory";
        return e instanceof FileSystemException || e.getMessage() == null
                ? e.getClass().getSimpleName()
                : e.getMessage();
    }
}

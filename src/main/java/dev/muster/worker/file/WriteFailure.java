package dev.muster.worker.file;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;

/** Why a run failed: the path that was to be written and the system's reason, as one clause for people. */
final class WriteFailure extends IOException {

    WriteFailure(String path, IOException cause) {
        super("cannot write " + path + ": " + reason(cause), cause);
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

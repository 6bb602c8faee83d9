package dev.muster.worker.file;

import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicLong;
import java.util.regex.Pattern;
import org.slf4j.Logger;

/**
 * Names for files that are not complete yet: {@code .muster~WORKER~TOKEN-NUMBER.tmp}, with a token that no other run has, in
 * whatever process or container. No file that a worker is told to write can have such a name. Thread-safe.
 */
final class TemporaryNames {

    private final String prefix;
    private final Pattern ours;
    private final AtomicLong number = new AtomicLong();

    TemporaryNames(String worker) {
        var worked = ".muster~" + worker + "~";
        prefix = worked + UUID.randomUUID().toString().replace("-", "") + "-";
        ours = Pattern.compile(Pattern.quote(worked) + "[0-9a-f]{32}-\\d+\\.tmp");
    }

    String next() {
        return prefix + number.getAndIncrement() + ".tmp";
    }

    /**
     * Removes what earlier runs of this worker left, but nothing that is being written at this moment. What cannot be
     * removed, such as another user's, is logged and stays: it is in nobody's way.
     */
    void removeStale(Path directory, Logger log) throws IOException {
        try (var found = Files.newDirectoryStream(directory, ".muster~*.tmp")) {
            for (var file : found) {
                if (ours.matcher(file.getFileName().toString()).matches()) remove(file, log);
            }
        } catch (DirectoryIteratorException e) {
            throw e.getCause();
        }
    }

    private static void remove(Path file, Logger log) {
        try {
            Hold.removeIfFree(file);
        } catch (IOException e) {
            log.warn("{} is left of a crash and cannot be removed: {}", file, WriteFailure.reason(e));
        }
    }
}

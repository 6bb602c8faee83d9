package dev.muster.worker.file;

import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicLong;
import java.util.regex.Pattern;
import org.slf4j.Logger;

/**
 * Names for files that are not complete yet: {@code .muster~WORKER~PID~INCARNATION-NUMBER.tmp}. No file that a worker is told
 * to write can have such a name. Thread-safe.
 */
final class TemporaryNames {

    private final String prefix;
    private final Pattern ours;
    private final AtomicLong number = new AtomicLong();

    TemporaryNames(String worker, long incarnation) {
        prefix = ".muster~" + worker + "~" + ProcessHandle.current().pid() + "~" + incarnation + "-";
        ours = Pattern.compile(Pattern.quote(".muster~" + worker + "~") + "(\\d{1,18})~\\d+-\\d+\\.tmp");
    }

    String next() {
        return prefix + number.getAndIncrement() + ".tmp";
    }

    /**
     * Removes what earlier lives of this worker left, but nothing of a process that is still alive. What cannot be removed,
     * such as another user's, is logged and stays: it is in nobody's way.
     */
    void removeStale(Path directory, Logger log) throws IOException {
        try (var found = Files.newDirectoryStream(directory, ".muster~*.tmp")) {
            for (var file : found) {
                if (stale(file.getFileName().toString())) remove(file, log);
            }
        } catch (DirectoryIteratorException e) {
            throw e.getCause();
        }
    }

    private static void remove(Path file, Logger log) {
        try {
            Files.deleteIfExists(file);
        } catch (IOException e) {
            log.warn("{} is left of a crash and cannot be removed: {}", file, WriteFailure.reason(e));
        }
    }

    private boolean stale(String name) {
        var matched = ours.matcher(name);
        if (!matched.matches()) return false;
        long pid = Long.parseLong(matched.group(1));
        return pid == ProcessHandle.current().pid() || ProcessHandle.of(pid).isEmpty();
    }
}

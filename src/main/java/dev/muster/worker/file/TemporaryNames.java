package dev.muster.worker.file;

import java.util.UUID;
import java.util.concurrent.atomic.AtomicLong;
import java.util.regex.Pattern;

/**
 * Names for the files of one run that are not complete yet, {@code .muster~WORKER~TOKEN-NUMBER.tmp}, and for the one that
 * shows that they are being written, {@code .muster~WORKER~TOKEN.held}; with a token that no other run has, in whatever
 * process or container. No file that a worker is told to write can have such a name. Thread-safe.
 */
final class TemporaryNames {
    private static final String HELD = ".held";

    private final String run;
    private final AtomicLong number = new AtomicLong();

    TemporaryNames(String worker) {
        run = worked(worker) + UUID.randomUUID().toString().replace("-", "");
    }

    private static String worked(String worker) {
        return ".muster~" + worker + "~";
    }

    String next() {
        return run + "-" + number.getAndIncrement() + ".tmp";
    }

    String hold() {
        return run + HELD;
    }

    /** All names that runs of a worker give; the first group is the run's part, which {@link #holdOf} takes. */
    static Pattern of(String worker) {
        return Pattern.compile("(" + Pattern.quote(worked(worker)) + "[0-9a-f]{32})(?:-\\d+\\.tmp|\\.held)");
    }

    static String holdOf(String run) {
        return run + HELD;
    }
}

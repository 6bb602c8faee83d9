package dev.muster.guardian;

import java.time.Duration;
import java.util.List;

/**
 * What the guardian is to look after.
 *
 * @param exitWhenDone whether the process ends when every worker has
 * @param drainTimeout the whole budget of an orderly end
 * @param stuckAfter how long one call of a worker's code may take before the worker counts as stuck
 */
public record GuardianSettings(
        List<WorkerSettings> workers, boolean exitWhenDone, Duration drainTimeout, Duration stuckAfter) {

    /** A callback of an actor takes microseconds; what takes so long is not slow, it hangs. */
    private static final Duration STUCK_AFTER = Duration.ofSeconds(30);

    public GuardianSettings(List<WorkerSettings> workers, boolean exitWhenDone, Duration drainTimeout) {
        this(workers, exitWhenDone, drainTimeout, STUCK_AFTER);
    }
}

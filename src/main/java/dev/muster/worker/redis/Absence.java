package dev.muster.worker.redis;

import java.time.Duration;
import java.time.Instant;

/** Since when a worker has had no subscription; kept from one incarnation to the next. Thread-safe. */
final class Absence {
    private Instant from;
    private long fromNanos;

    /**
     * Nothing changes if it lasts already.
     *
     * @param nanos when it began, by {@link System#nanoTime}
     */
    synchronized void begin(long nanos) {
        if (from != null) return;
        from = Instant.now().minusNanos(System.nanoTime() - nanos);
        fromNanos = nanos;
    }

    /** Gives the absence that has just ended; null if there was none. */
    synchronized Gap end() {
        if (from == null) return null;
        var gap = new Gap(from, Duration.ofNanos(System.nanoTime() - fromNanos));
        from = null;
        return gap;
    }
}

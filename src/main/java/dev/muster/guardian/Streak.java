package dev.muster.guardian;

import dev.muster.report.Moment;
import java.time.Duration;

/**
 * Failures in a row, counted as Pekko's supervisor counts them: from the beginning again when a restart was
 * followed by a life that was long enough. Immutable but for {@link #next} and {@link #started}; copied with its life.
 */
final class Streak {
    private final Duration resetAfter;
    private int count;
    private boolean awaitsStart;
    private Moment startedAt;

    Streak(Duration resetAfter) {
        this.resetAfter = resetAfter;
    }

    Streak(Streak other) {
        resetAfter = other.resetAfter;
        count = other.count;
        awaitsStart = other.awaitsStart;
        startedAt = other.startedAt;
    }

    /** Counts one more failure. @return how many there were before it in a row */
    int next(Moment now) {
        if (startedAt != null && now.since(startedAt).compareTo(resetAfter) >= 0) count = 0;
        startedAt = null;
        awaitsStart = true;
        return count++;
    }

    /** The worker has started; after a failure its time counts from now. */
    void started(Moment now) {
        if (awaitsStart) startedAt = now;
        awaitsStart = false;
    }
}

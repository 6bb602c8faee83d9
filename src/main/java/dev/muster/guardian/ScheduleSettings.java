package dev.muster.guardian;

import java.time.Duration;

/**
 * When a worker runs.
 *
 * @param every from the start of a run to the start of the next; used only by {@link Run#EVERY}
 * @param initialDelay before the first run; zero for none
 * @param jitter the part of {@code every} by which a tick may be late at random, 0 to 1
 */
public record ScheduleSettings(Run run, Duration every, Duration initialDelay, double jitter) {

    /** One run, a run after the other, or a run at every tick. */
    public enum Run {
        ONCE,
        CONTINUOUS,
        EVERY
    }

    /** One run, at once. */
    public static ScheduleSettings once() {
        return new ScheduleSettings(Run.ONCE, Duration.ofMinutes(1), Duration.ZERO, 0);
    }
}

package dev.muster.guardian;

import dev.muster.report.Moment;
import java.time.Duration;

/**
 * The ticks of a schedule: tick n is due n intervals after the first one, whatever became of those before, so that the
 * schedule does not drift. Copied with its life.
 */
final class Ticks {
    private final ScheduleSettings schedule;
    private Moment first;
    private long planned;
    private long missed;

    Ticks(ScheduleSettings schedule, Moment first) {
        this.schedule = schedule;
        this.first = first;
    }

    Ticks(Ticks other) {
        schedule = other.schedule;
        first = other.first;
        planned = other.planned;
        missed = other.missed;
    }

    /** The first tick is then, and counting begins. */
    void begin(Moment at) {
        first = at;
        planned = 0;
    }

    /** Those until now are not missed, since nobody waited for them. */
    void goOn(Moment now) {
        planned = Math.max(-1, Math.floorDiv(now.since(first).toNanos(), every()));
    }

    /**
     * Plans the next tick that is still to come. After a sleep of the process that is one, and not all that passed.
     *
     * @param random 0 to 1, drawn for its jitter
     */
    Duration untilNext(Moment now, double random) {
        var jitter = Duration.ofNanos((long) (every() * schedule.jitter() * random));
        long passed = Math.floorDiv(now.since(first).minus(jitter).toNanos(), every());
        long next = Math.max(planned, passed) + 1;
        missed += next - planned - 1;
        planned = next;
        return first.plus(Duration.ofNanos(next * every())).plus(jitter).since(now);
    }

    /** Zero if it has been. */
    Duration untilFirst(Moment now) {
        var rest = first.since(now);
        return rest.isNegative() ? Duration.ZERO : rest;
    }

    /** Ticks that passed while nobody looked, all in all. */
    long missed() {
        return missed;
    }

    private long every() {
        return schedule.every().toNanos();
    }
}

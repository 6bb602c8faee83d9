package dev.muster.report;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.function.LongSupplier;

/** Where the time comes from. Setting {@code wall} back or forth changes what people read, and no interval. */
public record TimeSource(Clock wall, LongSupplier nanos) {

    public static TimeSource system() {
        return new TimeSource(Clock.systemUTC(), System::nanoTime);
    }

    /** For virtual time: intervals are measured with the same clock. */
    public static TimeSource of(Clock clock) {
        return new TimeSource(
                clock, () -> Duration.between(Instant.EPOCH, clock.instant()).toNanos());
    }

    public Moment now() {
        return new Moment(wall.instant(), nanos.getAsLong());
    }
}

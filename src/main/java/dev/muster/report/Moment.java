package dev.muster.report;

import java.time.Duration;
import java.time.Instant;

/**
 * One moment on two clocks.
 *
 * @param at by the wall clock: what people read
 * @param nanos by a clock that nobody sets: what intervals are measured with; of an arbitrary origin
 */
public record Moment(Instant at, long nanos) {
    private static final Duration SET = Duration.ofSeconds(1);

    /** Negative if the other one is later. */
    public Duration since(Moment earlier) {
        return Duration.ofNanos(nanos - earlier.nanos);
    }

    public Moment plus(Duration time) {
        return new Moment(at.plus(time), nanos + time.toNanos());
    }

    /**
     * This moment by the wall clock as it stands {@code now}, though it was set since this one was planned. As planned while
     * the clocks differ by less than anybody would set them by, so that it stays the same to whoever asks again.
     */
    public Instant seenFrom(Moment now) {
        var seen = now.at.plus(since(now));
        return Duration.between(at, seen).abs().compareTo(SET) < 0 ? at : seen;
    }
}

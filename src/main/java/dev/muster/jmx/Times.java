package dev.muster.jmx;

import java.time.Duration;
import java.time.Instant;
import java.util.Date;

/** Times in types that JMX clients know. */
final class Times {
    private Times() {}

    static Date date(Instant at) {
        return at == null ? null : Date.from(at);
    }

    static double millis(Duration time) {
        return time.toNanos() / 1e6;
    }
}

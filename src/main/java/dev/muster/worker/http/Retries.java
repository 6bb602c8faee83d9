package dev.muster.worker.http;

import dev.muster.worker.Fields;
import java.time.Duration;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ThreadLocalRandom;

/**
 * How often and when a failed fetch is tried again. Only methods that do no harm when done twice are.
 *
 * @param most tries after the first one; 0 for none
 * @param backoff before the second try; doubles with each
 * @param maxBackoff the longest pause, also when the server asks for a longer one
 */
record Retries(int most, Duration backoff, Duration maxBackoff) {

    /** The server says that it may be different the next time. */
    private static final Set<Integer> PASSING = Set.of(429, 502, 503, 504);

    static Retries read(Fields fields) {
        return new Retries(
                fields.integer(
                        "retries",
                        0,
                        0,
                        100,
                        "further tries of a failed GET, HEAD, PUT, DELETE or OPTIONS; none when a certificate is not trusted"),
                fields.duration(
                        "retry-backoff", Duration.ofMillis(200), "pause before the first further try, then doubled"),
                fields.duration(
                        "retry-max-backoff", Duration.ofSeconds(5), "longest pause, whatever Retry-After says"));
    }

    static boolean passing(int status) {
        return PASSING.contains(status);
    }

    /**
     * The pause before the next try.
     *
     * @param tried tries so far, from 1
     * @param retryAfter what the server asked for, unchecked
     */
    Duration pause(int tried, Optional<String> retryAfter) {
        double doubled = backoff.toMillis() * Math.pow(2, tried - 1);
        double own = Math.min(doubled, maxBackoff.toMillis())
                * ThreadLocalRandom.current().nextDouble(0.5, 1);
        long asked = retryAfter.map(Retries::millis).orElse(0L);
        return Duration.ofMillis(Math.min(Math.max((long) own, asked), maxBackoff.toMillis()));
    }

    /** 0 if it cannot be understood. */
    private static long millis(String retryAfter) {
        if (retryAfter.matches("\\d{1,15}")) return Long.parseLong(retryAfter) * 1000;
        try {
            var at = ZonedDateTime.parse(retryAfter, DateTimeFormatter.RFC_1123_DATE_TIME);
            return Duration.between(Instant.now(), at).toMillis();
        } catch (DateTimeParseException e) {
            return 0;
        }
    }
}

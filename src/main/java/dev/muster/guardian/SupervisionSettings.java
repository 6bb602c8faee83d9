package dev.muster.guardian;

import java.time.Duration;

/**
 * How a failed worker is restarted. The wait before restart n in a row is {@code min-backoff · 2^(n-1)}, at most
 * {@code max-backoff}.
 *
 * @param jitter the part, 0 to 1, by which both waits are stretched at random, drawn once per spawn
 * @param resetAfter how long a worker must have lived for its failures to count from the beginning again
 * @param maxRestarts in a row; -1 for no end
 */
public record SupervisionSettings(
        Duration minBackoff, Duration maxBackoff, double jitter, Duration resetAfter, int maxRestarts) {

    /** What {@code reference.conf} says. */
    public static SupervisionSettings defaults() {
        return new SupervisionSettings(Duration.ofMillis(200), Duration.ofSeconds(5), 0.2, Duration.ofSeconds(30), -1);
    }
}

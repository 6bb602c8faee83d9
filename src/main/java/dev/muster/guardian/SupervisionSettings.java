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

    /** The same with its jitter drawn into both waits, and none left. */
    SupervisionSettings drawn(double random) {
        double factor = 1 + jitter * random;
        return new SupervisionSettings(
                scaled(minBackoff, factor), scaled(maxBackoff, factor), 0, resetAfter, maxRestarts);
    }

    /** For failures that waiting does not mend: always the longest wait. */
    SupervisionSettings atSlowEnd() {
        return new SupervisionSettings(maxBackoff, maxBackoff, 0, resetAfter, maxRestarts);
    }

    /** How long supervision waits after a failure that {@code before} others came before in a row. */
    Duration backoff(int before) {
        var wait = before >= 30 ? maxBackoff : minBackoff.multipliedBy(1L << before);
        return wait.compareTo(maxBackoff) < 0 ? wait : maxBackoff;
    }

    private static Duration scaled(Duration wait, double factor) {
        return Duration.ofNanos((long) (wait.toNanos() * factor));
    }

    /** What {@code reference.conf} says. */
    public static SupervisionSettings defaults() {
        return new SupervisionSettings(Duration.ofMillis(200), Duration.ofSeconds(5), 0.2, Duration.ofSeconds(30), -1);
    }
}

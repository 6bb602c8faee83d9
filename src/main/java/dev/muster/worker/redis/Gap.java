package dev.muster.worker.redis;

import dev.muster.worker.Result;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;

/**
 * A time without a subscription, pauses and restarts of the worker included; Redis keeps no messages for an absent
 * subscriber.
 *
 * @param from when the connection was lost, or given up for a pause or a restart, or, if it was a silence that ended it,
 *     when Redis was last heard
 * @param lasted until everything was subscribed to again, by the monotonic clock
 */
public record Gap(Instant from, Duration lasted) implements Result {
    @Override
    public String summary() {
        return String.format(
                Locale.ROOT, "Reconnected after %.1f s; messages in between are lost", lasted.toMillis() / 1000.0);
    }
}

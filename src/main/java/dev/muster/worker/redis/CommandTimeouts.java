package dev.muster.worker.redis;

import io.lettuce.core.TimeoutOptions;
import io.lettuce.core.protocol.CommandType;
import io.lettuce.core.protocol.RedisCommand;
import java.time.Duration;
import java.util.concurrent.TimeUnit;

/** How long Lettuce waits for an answer. For that to a PING without end: when it is due, the heartbeat knows. */
final class CommandTimeouts extends TimeoutOptions.TimeoutSource {
    private final long nanos;

    CommandTimeouts(Duration timeout) {
        this.nanos = timeout.toNanos();
    }

    @Override
    public long getTimeout(RedisCommand<?, ?, ?> command) {
        return command != null && command.getType() == CommandType.PING ? 0 : nanos;
    }

    @Override
    public TimeUnit getTimeUnit() {
        return TimeUnit.NANOSECONDS;
    }
}

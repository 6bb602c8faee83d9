package dev.muster.worker.redis;

import dev.muster.worker.Result;

/** A message published to {@code channel}, read as UTF-8. */
public record Message(String channel, String payload) implements Result {
    /** Of the record, the string and its array, on a 64-bit JVM; the channel's name is shared. */
    private static final int OVERHEAD = 72;

    @Override
    public String summary() {
        return "Received: " + payload;
    }

    @Override
    public int weight() {
        return OVERHEAD + payload.length();
    }
}

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
        // Two bytes a character, which all have as soon as one is outside Latin-1.
        return (int) Math.min(OVERHEAD + 2L * payload.length(), Integer.MAX_VALUE);
    }
}

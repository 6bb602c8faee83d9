package dev.muster.worker.redis;

import dev.muster.worker.Result;

/** A message published to {@code channel}, byte for byte. The array is this result's own; do not change it. */
public record BinaryMessage(String channel, byte[] payload) implements Result {
    /** Of the record and its array, on a 64-bit JVM; the channel's name is shared. */
    private static final int OVERHEAD = 48;

    @Override
    public String summary() {
        return "Received: " + payload.length + " bytes";
    }

    @Override
    public int weight() {
        return OVERHEAD + payload.length;
    }
}

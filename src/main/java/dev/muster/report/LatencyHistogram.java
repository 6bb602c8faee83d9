package dev.muster.report;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicLongArray;

/**
 * Counts latencies in buckets that grow with them, eight to each doubling, from a nanosecond to half an hour. Two windows
 * take turns, so that what is told is of the recent past. Recorded and read by different threads.
 */
final class LatencyHistogram {
    private static final int DOUBLINGS = 41;
    private static final int BUCKETS = (DOUBLINGS - 2) * 8;

    /** One bucket more keeps the longest latency. */
    private volatile AtomicLongArray current = new AtomicLongArray(BUCKETS + 1);

    private volatile AtomicLongArray previous = new AtomicLongArray(BUCKETS + 1);

    void record(long nanos, long count) {
        var window = current;
        window.addAndGet(bucket(nanos), count);
        if (nanos > window.get(BUCKETS)) window.set(BUCKETS, nanos);
    }

    /** Forgets the older window and begins a new one. */
    void turn() {
        previous = current;
        current = new AtomicLongArray(BUCKETS + 1);
    }

    Latency latency() {
        var counts = new long[BUCKETS];
        long all = 0;
        for (int i = 0; i < BUCKETS; i++) {
            counts[i] = previous.get(i) + current.get(i);
            all += counts[i];
        }
        if (all == 0) return Latency.NONE;
        long max = Math.max(previous.get(BUCKETS), current.get(BUCKETS));
        return new Latency(quantile(counts, all, 0.5, max), quantile(counts, all, 0.99, max), Duration.ofNanos(max));
    }

    private static Duration quantile(long[] counts, long all, double part, long max) {
        long rest = (long) Math.ceil(all * part);
        int i = 0;
        while (i < BUCKETS - 1 && (rest -= counts[i]) > 0) i++;
        return Duration.ofNanos(Math.min(longest(i), max));
    }

    private static int bucket(long nanos) {
        if (nanos < 8) return (int) Math.max(0, nanos);
        int doubling = 63 - Long.numberOfLeadingZeros(nanos);
        return Math.min(BUCKETS - 1, (doubling - 2) * 8 + (int) (nanos >>> (doubling - 3) & 7));
    }

    private static long longest(int bucket) {
        if (bucket < 8) return bucket;
        int shift = bucket / 8 - 1;
        return ((8L + bucket % 8 + 1) << shift) - 1;
    }
}

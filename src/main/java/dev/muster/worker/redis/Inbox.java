package dev.muster.worker.redis;

import dev.muster.worker.Result;
import java.util.ArrayDeque;
import java.util.Queue;

/**
 * What the socket's thread has read and the stream has not yet taken: bounded by count and by bytes, the newest dropped
 * and counted. Every method may be called from any thread and none waits for anything but this object's short lock.
 */
final class Inbox {
    /** Large enough that the lock is not felt, small enough that room is given back often. */
    private static final int BATCH = 1024;

    private final int maxCount;
    private final long maxBytes;
    private final Runnable filled;
    private final ArrayDeque<Result> waiting = new ArrayDeque<>();

    private int count;
    private long bytes;
    private int lentCount;
    private long lentBytes;
    private long overflowed;
    private boolean awaited;
    private boolean closed;

    /** @param filled called, outside the lock, when there is something again after {@link #refill} found nothing */
    Inbox(int maxCount, long maxBytes, Runnable filled) {
        this.maxCount = maxCount;
        this.maxBytes = maxBytes;
        this.filled = filled;
    }

    /** Adds a result or counts it as overflowed. The taker learns of it by {@link #announce}. */
    synchronized void offer(Result result) {
        if (closed) return;
        int weight = result.weight();
        if (count >= maxCount || (count > 0 && bytes + weight > maxBytes)) overflowed++;
        else add(result, weight);
    }

    /** Adds a result that must not be dropped. */
    synchronized void put(Result result) {
        if (!closed) add(result, result.weight());
    }

    private void add(Result result, int weight) {
        waiting.add(result);
        count++;
        bytes += weight;
    }

    /** Tells the taker, if it waits. Called once a burst instead of once a message. */
    void announce() {
        synchronized (this) {
            if (!awaited || waiting.isEmpty()) return;
            awaited = false;
        }
        filled.run();
    }

    /**
     * Moves the next results over; those of the call before count as taken from now on.
     *
     * @return false if there was none; then the taker will be told
     */
    synchronized boolean refill(Queue<Result> batch) {
        count -= lentCount;
        bytes -= lentBytes;
        lentCount = 0;
        lentBytes = 0;
        while (lentCount < BATCH && !waiting.isEmpty()) {
            var result = waiting.poll();
            lentCount++;
            lentBytes += result.weight();
            batch.add(result);
        }
        awaited = lentCount == 0;
        return !awaited;
    }

    /** True from three quarters on: high enough to be rare, low enough to take what the socket has handed over already. */
    synchronized boolean isHigh() {
        return count >= maxCount - maxCount / 4 || bytes >= maxBytes - maxBytes / 4;
    }

    /** True up to one quarter. */
    synchronized boolean isLow() {
        return count <= maxCount / 4 && bytes <= maxBytes / 4;
    }

    /** Gives the number of results that found no room since the last call. */
    synchronized long takeOverflowed() {
        long taken = overflowed;
        overflowed = 0;
        return taken;
    }

    /** Takes nothing more. Gives the number of results that nobody will take. */
    synchronized int close() {
        closed = true;
        int left = waiting.size();
        waiting.clear();
        return left;
    }
}

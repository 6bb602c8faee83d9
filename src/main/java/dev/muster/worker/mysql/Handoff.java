package dev.muster.worker.mysql;

import dev.muster.worker.Result;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Results on their way from the sessions' threads to the stream: at most 1024 of them, or a little more than 4 MiB. A
 * session waits while it is full; the stream is woken when there is as much as it last asked for.
 */
final class Handoff {
    private static final int ROOM = 1024;
    private static final long ROOM_BYTES = 4L << 20;

    private final ReentrantLock lock = new ReentrantLock();
    private final Condition room = lock.newCondition();
    private final Runnable wake;
    private List<Result> results = new ArrayList<>();
    private long bytes;
    private int awaited = Integer.MAX_VALUE;
    private boolean closed;

    /** @param wake called on a session's thread when there are enough results */
    Handoff(Runnable wake) {
        this.wake = wake;
    }

    /** Hands over, and waits for room before that. False if nothing more is taken. */
    boolean put(Result result) throws InterruptedException {
        boolean wakes;
        lock.lock();
        try {
            while (!closed && (results.size() >= ROOM || bytes >= ROOM_BYTES)) room.await();
            if (closed) return false;
            results.add(result);
            bytes += result.weight();
            wakes = results.size() >= awaited || bytes >= ROOM_BYTES / 2 && awaited != Integer.MAX_VALUE;
            if (wakes) awaited = Integer.MAX_VALUE;
        } finally {
            lock.unlock();
        }
        if (wakes) wake.run();
        return true;
    }

    /**
     * All there is, in the order in which it came. If that is too little, nothing, and the {@link #put} that makes it
     * enough wakes.
     *
     * @param atLeast 1 or more, and less than what has room
     */
    List<Result> take(int atLeast) {
        lock.lock();
        try {
            if (results.size() < atLeast && bytes < ROOM_BYTES / 2) {
                awaited = atLeast;
                return List.of();
            }
            var taken = results;
            results = new ArrayList<>(taken.size());
            bytes = 0;
            room.signalAll();
            return taken;
        } finally {
            lock.unlock();
        }
    }

    /** Takes nothing more. What was taken already stays. */
    void close() {
        lock.lock();
        try {
            closed = true;
            room.signalAll();
        } finally {
            lock.unlock();
        }
    }
}

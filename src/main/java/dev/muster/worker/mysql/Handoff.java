package dev.muster.worker.mysql;

import dev.muster.worker.Result;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Results on their way from the sessions' threads to the stream: at most 1024 of them, or a little more than 4 MiB. A
 * session waits while it is full; the stream is woken when it found nothing before.
 */
final class Handoff {
    private static final int ROOM = 1024;
    private static final long ROOM_BYTES = 4L << 20;

    private final ReentrantLock lock = new ReentrantLock();
    private final Condition room = lock.newCondition();
    private final Runnable wake;
    private List<Result> results = new ArrayList<>();
    private long bytes;
    private boolean awaited;
    private boolean closed;

    /** @param wake called on a session's thread when there are results again */
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
            wakes = awaited;
            awaited = false;
        } finally {
            lock.unlock();
        }
        if (wakes) wake.run();
        return true;
    }

    /** All there is, in the order in which it came. If there is nothing, the next {@link #put} wakes. */
    List<Result> take() {
        lock.lock();
        try {
            if (results.isEmpty()) {
                awaited = true;
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

package dev.muster.worker.mysql;

import dev.muster.worker.Result;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Results on their way from the sessions' threads to the stream: about 1024 of them, or a little more than 4 MiB. A
 * session waits while it is full; the stream is woken when there is as much as it last asked for.
 *
 * <p>Without a lock but for those who wait: many sessions on few processors would queue up behind one that was
 * interrupted while it held it.
 */
final class Handoff {
    private static final int ROOM = 1024;
    private static final long ROOM_BYTES = 4L << 20;
    private static final int NOTHING = Integer.MAX_VALUE;

    private final Queue<Result> results = new ConcurrentLinkedQueue<>();
    private final AtomicInteger size = new AtomicInteger();
    private final AtomicLong bytes = new AtomicLong();
    private final AtomicInteger awaited = new AtomicInteger(NOTHING);
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition room = lock.newCondition();
    private final Runnable wake;
    private volatile boolean closed;

    /** @param wake called on a session's thread when there are enough results */
    Handoff(Runnable wake) {
        this.wake = wake;
    }

    /** Hands over, and waits for room before that. False if nothing more is taken. */
    boolean put(Result result) throws InterruptedException {
        if (isFull()) awaitRoom();
        if (closed) return false;
        results.add(result);
        bytes.addAndGet(result.weight());
        size.incrementAndGet();
        if (isEnough(awaited.get()) && awaited.getAndSet(NOTHING) != NOTHING) wake.run();
        return true;
    }

    private void awaitRoom() throws InterruptedException {
        lock.lock();
        try {
            while (!closed && isFull()) room.await();
        } finally {
            lock.unlock();
        }
    }

    private boolean isFull() {
        return size.get() >= ROOM || bytes.get() >= ROOM_BYTES;
    }

    private boolean isEnough(int atLeast) {
        return atLeast != NOTHING && (size.get() >= atLeast || bytes.get() >= ROOM_BYTES / 2);
    }

    /**
     * All there is, each session's in the order in which it came. If that is too little, nothing, and the {@link #put} that
     * makes it enough wakes. To be called by one thread at a time.
     *
     * @param atLeast 1 or more, and less than what has room
     */
    List<Result> take(int atLeast) {
        if (!isEnough(atLeast)) {
            awaited.set(atLeast);
            // One that came in between may have seen nothing awaited.
            if (!isEnough(atLeast) || awaited.getAndSet(NOTHING) == NOTHING) return List.of();
        }
        return takeAll();
    }

    private List<Result> takeAll() {
        int count = size.get();
        var taken = new ArrayList<Result>(count);
        long weight = 0;
        for (int i = 0; i < count; i++) {
            var result = results.remove();
            weight += result.weight();
            taken.add(result);
        }
        bytes.addAndGet(-weight);
        size.addAndGet(-count);
        signal();
        return taken;
    }

    /** Takes nothing more. What was taken already stays. */
    void close() {
        closed = true;
        signal();
    }

    /** Throws away what nobody took; to be called after {@link #close} only. Gives how many that were. */
    long discard() {
        long count = 0;
        while (results.poll() != null) count++;
        return count;
    }

    private void signal() {
        lock.lock();
        try {
            room.signalAll();
        } finally {
            lock.unlock();
        }
    }
}

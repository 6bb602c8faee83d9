package dev.muster.guardian;

import dev.muster.report.Moment;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;

/**
 * A place where a thread can be inside a worker's code: its actor, one of its streams, one of its blocking calls. One
 * thread at a time enters and leaves, at next to no cost; the watchdog looks on.
 */
final class Place {
    private final boolean mayTakeLong;
    private final AtomicReference<Thread> thread = new AtomicReference<>();
    private final AtomicLong turn = new AtomicLong();
    private long seenTurn = -1;
    private Moment seenAt;

    /** @param mayTakeLong as long as the incarnation lasts: that is what threads for blocking calls are for */
    Place(boolean mayTakeLong) {
        this.mayTakeLong = mayTakeLong;
    }

    void enter() {
        turn.lazySet(turn.getPlain() + 1);
        thread.lazySet(Thread.currentThread());
    }

    /** The next one may have entered already: a mailbox is handed on before its last reader has left. */
    void leave() {
        thread.compareAndSet(Thread.currentThread(), null);
    }

    /** The thread in it; null if nobody is. */
    Thread thread() {
        return thread.get();
    }

    /** When the watchdog first saw the call that is under way. */
    Moment seenAt() {
        return seenAt;
    }

    /**
     * To be called by the watchdog only, about once a second.
     *
     * @param ended whether the incarnation has ended
     * @return whether the same call is under way for that long
     */
    boolean stuck(Moment now, Duration after, boolean ended) {
        long current = turn.get();
        if (thread.get() == null || mayTakeLong && !ended) {
            seenTurn = -1;
            return false;
        }
        if (current != seenTurn) {
            seenTurn = current;
            seenAt = now;
        }
        return now.since(seenAt).compareTo(after) >= 0;
    }
}

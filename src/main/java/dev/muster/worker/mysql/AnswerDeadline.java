package dev.muster.worker.mysql;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;

/**
 * By when the server must have answered what a session asks. The session's thread says when it waits and when it was answered;
 * from any thread it can be ended, or found late, and then nothing more is asked.
 */
final class AnswerDeadline {
    private static final long NOT_WAITING = 0;
    private static final long ENDED = -1;
    private static final long LATE = -2;

    private final long timeoutNanos;
    /** The instant by which the server must have answered, NOT_WAITING, or for good ENDED or LATE. */
    private final AtomicLong answerBy = new AtomicLong(NOT_WAITING);

    AnswerDeadline(Duration timeout) {
        this.timeoutNanos = timeout.toNanos();
    }

    /** Begins to wait. @return to be given back with the answer */
    long await() throws Stopped {
        long by = System.nanoTime() + timeoutNanos;
        if (by >= LATE && by <= NOT_WAITING) by = 1;
        if (!answerBy.compareAndSet(NOT_WAITING, by)) throw new Stopped();
        return by;
    }

    void answered(long by) throws Stopped {
        if (!answerBy.compareAndSet(by, NOT_WAITING)) throw new Stopped();
    }

    /** The answer is a failure; which one was waited for is of no interest. */
    void failed() throws Stopped {
        long by = answerBy.get();
        // Or one that was ended meanwhile would ask again.
        if (by == ENDED || by == LATE) throw new Stopped();
        answered(by);
    }

    /** Ends it for good. @return whether an answer was waited for */
    boolean end() {
        long was = answerBy.getAndUpdate(it -> it == LATE ? LATE : ENDED);
        return was != NOT_WAITING && was != ENDED && was != LATE;
    }

    /** Ends it for good if the answer is late. @return whether it was */
    boolean endIfLate(long nowNanos) {
        long by = answerBy.get();
        if (by == NOT_WAITING || by == ENDED || by == LATE || nowNanos - by < 0) return false;
        return answerBy.compareAndSet(by, LATE);
    }

    boolean isEnded() {
        return answerBy.get() == ENDED;
    }

    boolean isLate() {
        return answerBy.get() == LATE;
    }

    /** The session was told to end. */
    static final class Stopped extends Exception {
        private static final long serialVersionUID = 1;

        Stopped() {
            super("stopped", null, false, false);
        }
    }
}

package dev.muster.worker.file;

import java.util.concurrent.TimeUnit;

/**
 * Counts the threads that have a file in hand, so that the end of an incarnation can wait for them and then let the last run
 * tidy up. Thread-safe.
 */
final class InHand implements AutoCloseable {

    /** A disk that takes longer for one file hangs, and nobody should hang with it. */
    private static final long PATIENCE = TimeUnit.SECONDS.toNanos(5);

    private int threads;
    private boolean closed;
    private Runnable tidying = () -> {};

    /** @return false if the incarnation has ended and nothing may be begun */
    synchronized boolean begin() {
        if (closed) return false;
        threads++;
        return true;
    }

    synchronized void end() {
        threads--;
        notifyAll();
    }

    /** @param tidying what a run that just began wants done after its end; the one before it has its own done now */
    synchronized void beginRun(Runnable tidying) {
        this.tidying.run();
        this.tidying = tidying;
    }

    /** Blocks until no file is in hand, for 5 s at most. */
    @Override
    public synchronized void close() throws InterruptedException {
        closed = true;
        long until = System.nanoTime() + PATIENCE;
        while (threads > 0) {
            long left = until - System.nanoTime();
            if (left <= 0) return;
            TimeUnit.NANOSECONDS.timedWait(this, left);
        }
        tidying.run();
    }
}

package dev.muster.guardian;

import java.util.concurrent.LinkedTransferQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/**
 * Threads for blocking calls. A call takes a thread that idles, otherwise a new one, and waits only when there are as many
 * as there may be. A {@link ThreadPoolExecutor} by itself makes either a new thread for each call, though others idle, or
 * none until its queue is full.
 */
final class BlockingThreads {
    /** Longer than most pauses between two calls of a worker, and no longer than people wait to see threads go. */
    private static final int IDLE_SECONDS = 15;

    private BlockingThreads() {}

    static ThreadPoolExecutor atMost(int threads, ThreadFactory factory) {
        var calls = new Calls();
        return new ThreadPoolExecutor(0, threads, IDLE_SECONDS, TimeUnit.SECONDS, calls, factory, calls::await);
    }

    /** Those that wait for a thread; takes a call by itself only for a thread that idles. */
    @SuppressWarnings("serial") // nobody writes it to a stream
    private static final class Calls extends LinkedTransferQueue<Runnable> {

        @Override
        public boolean offer(Runnable call) {
            return tryTransfer(call);
        }

        /** What the pool does with a call for which there is neither an idle thread nor a new one. */
        private void await(Runnable call, ThreadPoolExecutor pool) {
            boolean late = pool.isShutdown();
            if (!late) super.offer(call);
            if (late || pool.isShutdown() && pool.remove(call)) {
                throw new RejectedExecutionException("the worker's incarnation has ended");
            }
            // All threads may have gone, after their time, just before the call was there to be seen.
            if (pool.getPoolSize() == 0) pool.execute(() -> {});
        }
    }
}

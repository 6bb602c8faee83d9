package dev.muster.cli;

import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Something under way on a thread of its own: if it hangs, all others are told none the later. */
final class Attempt<T> {
    /** Longer than any client's own timeouts for connecting, which say better what is wrong. */
    static final int SECONDS = 10;

    private final CompletableFuture<T> done = new CompletableFuture<>();
    private final long begun = System.nanoTime();
    private volatile long ended;
    private final Thread thread;

    /** Begins at once. */
    Attempt(String name, Callable<T> what) {
        thread = new Thread(() -> run(what), name);
        thread.setDaemon(true);
        thread.start();
    }

    /** Waits until 10 s after the beginning, and then interrupts it. */
    T result() throws ExecutionException, TimeoutException, InterruptedException {
        try {
            long left = begun + TimeUnit.SECONDS.toNanos(SECONDS) - System.nanoTime();
            return done.get(Math.max(0, left), TimeUnit.NANOSECONDS);
        } finally {
            if (!done.isDone()) thread.interrupt();
        }
    }

    /** How long it took; only after a {@link #result}, or what it threw. */
    long millis() {
        return TimeUnit.NANOSECONDS.toMillis(ended - begun);
    }

    private void run(Callable<T> what) {
        try {
            var result = what.call();
            ended = System.nanoTime();
            done.complete(result);
        } catch (Throwable e) {
            ended = System.nanoTime();
            done.completeExceptionally(e);
        }
    }
}

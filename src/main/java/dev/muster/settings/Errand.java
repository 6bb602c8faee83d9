package dev.muster.settings;

import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** A piece of somebody else's code on a thread of its own: if it hangs, it holds up nobody but itself. */
final class Errand<T> {
    /** A class that is slow to load takes well below one; a constructor that waits for a network does not come back. */
    private static final long SECONDS = 5;

    private final CompletableFuture<T> done = new CompletableFuture<>();
    private final long begun = System.nanoTime();
    private final Thread thread;

    private Errand(String name, ClassLoader loader, Callable<T> code) {
        thread = new Thread(() -> run(code), name);
        thread.setDaemon(true);
        thread.setContextClassLoader(loader);
    }

    static <T> Errand<T> begin(String name, ClassLoader loader, Callable<T> code) {
        var errand = new Errand<>(name, loader, code);
        errand.thread.start();
        return errand;
    }

    /**
     * Waits until 5 s after the beginning.
     *
     * @throws Rejected saying {@code what} and why there is no result; what the code threw as a {@link Rejected} goes on
     *     as it is
     */
    T result(String what) {
        try {
            var left = begun + TimeUnit.SECONDS.toNanos(SECONDS) - System.nanoTime();
            return done.get(Math.max(0, left), TimeUnit.NANOSECONDS);
        } catch (ExecutionException e) {
            if (e.getCause() instanceof Rejected rejected) throw rejected;
            throw new Rejected(what + ": " + Clause.of(e.getCause()));
        } catch (TimeoutException e) {
            thread.interrupt();
            throw new Rejected(what + ": it was not done within " + SECONDS + " s" + Clause.where(thread));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new Rejected(what + ": interrupted");
        }
    }

    private void run(Callable<T> code) {
        try {
            done.complete(code.call());
        } catch (Throwable e) {
            done.completeExceptionally(e);
        }
    }
}

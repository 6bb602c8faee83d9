package dev.muster.settings;

import java.time.Duration;
import java.util.Arrays;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** A call of somebody else's code on a daemon thread of its own: if it hangs, it holds up nobody but itself. Thread-safe. */
public final class TimedCall<T> {
    /** A class that is slow to load takes well below one; a constructor that waits for a network does not come back. */
    private static final Duration LOADING = Duration.ofSeconds(5);

    private final CompletableFuture<T> done = new CompletableFuture<>();
    private final long begun = System.nanoTime();
    private final Duration timeout;
    private final Thread thread;
    private volatile long ended;

    private TimedCall(String name, Duration timeout, Callable<T> code) {
        this.timeout = timeout;
        thread = new Thread(() -> run(code), name);
        thread.setDaemon(true);
    }

    /**
     * Begins at once.
     *
     * @param name the thread's
     * @param timeout how long it is waited for, counted from now
     */
    public static <T> TimedCall<T> begin(String name, Duration timeout, Callable<T> code) {
        var call = new TimedCall<>(name, timeout, code);
        call.thread.start();
        return call;
    }

    /** Begins a call of a type's code, for 5 s. @param loader the thread's context class loader; null for the system's */
    static <T> TimedCall<T> begin(String name, ClassLoader loader, Callable<T> code) {
        var call = new TimedCall<>(name, LOADING, code);
        call.thread.setContextClassLoader(loader);
        call.thread.start();
        return call;
    }

    /**
     * Waits until the timeout, and then interrupts it.
     *
     * @throws ExecutionException with what the code threw
     */
    public T result() throws ExecutionException, TimeoutException, InterruptedException {
        try {
            var left = begun + timeout.toNanos() - System.nanoTime();
            return done.get(Math.max(0, left), TimeUnit.NANOSECONDS);
        } finally {
            if (!done.isDone()) thread.interrupt();
        }
    }

    /**
     * The same for settings.
     *
     * @throws Rejected saying {@code what} and why there is no result; what the code threw as a {@link Rejected} goes on
     *     as it is
     */
    T resultOrRejected(String what) {
        try {
            return result();
        } catch (ExecutionException e) {
            if (e.getCause() instanceof Rejected rejected) throw rejected;
            throw new Rejected(what + ": " + Cause.of(e.getCause()));
        } catch (TimeoutException e) {
            throw new Rejected(what + ": it was not done within " + timeout.toSeconds() + " s" + where());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new Rejected(what + ": interrupted");
        }
    }

    /** How long it took, in milliseconds; only after a {@link #result}, or what it threw. */
    public long millis() {
        return TimeUnit.NANOSECONDS.toMillis(ended - begun);
    }

    /** The place in their code where it stands, to be put behind a clause; empty if it stands nowhere. */
    private String where() {
        return Arrays.stream(thread.getStackTrace())
                .filter(frame -> !frame.getClassName().matches("(java|jdk|sun)\\..*"))
                .findFirst()
                .map(frame -> ", it hangs in " + frame.getClassName() + "." + frame.getMethodName())
                .orElse("");
    }

    private void run(Callable<T> code) {
        try {
            var result = code.call();
            ended = System.nanoTime();
            done.complete(result);
        } catch (Throwable e) {
            ended = System.nanoTime();
            done.completeExceptionally(e);
        }
    }
}

package dev.muster.guardian;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.slf4j.Logger;

/**
 * What one incarnation holds: resources to be closed, last first, and threads for blocking calls. The threads are its
 * own, so that a worker which blocks all of them for ever keeps nobody else waiting, not even its next incarnation.
 */
final class Holdings {
    /** Blocking calls of one worker at once. Beyond this, files and JDBC were no faster. */
    private static final int THREADS = 16;

    /** As long as a drain takes by default; a resource that needs more is not worth the end of the process. */
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private final String worker;
    private final AtomicInteger closings;
    private final Logger log;
    private final Duration patience;
    private final Deque<AutoCloseable> resources = new ArrayDeque<>();
    private ThreadPoolExecutor blocking;
    private boolean closed;

    /** @param closings counted up while something is being closed */
    Holdings(String worker, AtomicInteger closings, Logger log) {
        this(worker, closings, log, PATIENCE);
    }

    /** @param patience how long resources may take to close before threads that block are interrupted all the same */
    Holdings(String worker, AtomicInteger closings, Logger log, Duration patience) {
        this.worker = worker;
        this.closings = closings;
        this.log = log;
        this.patience = patience;
    }

    synchronized <R extends AutoCloseable> R add(R resource) {
        resources.push(resource);
        if (closed) close();
        return resource;
    }

    synchronized Executor blocking() {
        if (blocking == null) {
            blocking = BlockingThreads.atMost(THREADS, threads());
            if (closed) blocking.shutdown();
        }
        return blocking;
    }

    private ThreadFactory threads() {
        var count = new AtomicInteger();
        return task -> daemon(task, "muster-" + worker + "-blocking-" + count.incrementAndGet());
    }

    /** Closes what is held, on a thread of its own. */
    synchronized void close() {
        closed = true;
        // Takes nothing more, and lets those go on that a resource may wait for.
        if (blocking != null) blocking.shutdown();
        if (resources.isEmpty() && blocking == null) return;
        var closing = new ArrayDeque<>(resources);
        resources.clear();
        closings.incrementAndGet();
        var counted = new AtomicBoolean(true);
        daemon(() -> closeAll(closing, counted), "muster-" + worker + "-closing")
                .start();
        CompletableFuture.delayedExecutor(patience.toNanos(), TimeUnit.NANOSECONDS)
                .execute(() -> giveUp(counted));
    }

    private void giveUp(AtomicBoolean counted) {
        if (!counted.getAndSet(false)) return;
        closings.decrementAndGet();
        interruptCalls();
        log.warn("still closes what it held after {}; nobody waits for it any longer", Readable.of(patience));
    }

    private synchronized void interruptCalls() {
        if (blocking != null) blocking.shutdownNow();
    }

    private void closeAll(Deque<AutoCloseable> closing, AtomicBoolean counted) {
        try {
            for (var resource : closing) close(resource);
            // Only now, since closing a resource is the kinder way to end a call that waits for it.
            interruptCalls();
        } finally {
            if (counted.getAndSet(false)) closings.decrementAndGet();
        }
    }

    private void close(AutoCloseable resource) {
        try {
            resource.close();
        } catch (Throwable e) {
            log.warn("closing {} failed: {}", resource.getClass().getSimpleName(), Cause.of(e));
        }
    }

    private static Thread daemon(Runnable task, String name) {
        var thread = new Thread(task, name);
        thread.setDaemon(true);
        return thread;
    }
}

package dev.muster.guardian;

import dev.muster.report.StateChange;
import java.util.concurrent.Executor;
import java.util.concurrent.Flow;
import java.util.concurrent.SubmissionPublisher;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/**
 * Tells listeners of every change in the lives of the workers, each on a thread of its own. Lossy: who is too slow misses
 * changes and holds nobody up.
 */
final class Changes {
    /** Changes that a listener may be behind: some seconds of the worst that a hundred failing workers do. */
    private static final int BEHIND = 1024;

    private final SubmissionPublisher<StateChange> publisher = new SubmissionPublisher<>(listeners(), BEHIND);
    private long sequence;

    private static Executor listeners() {
        return new ThreadPoolExecutor(0, Integer.MAX_VALUE, 1, TimeUnit.SECONDS, new SynchronousQueue<>(), task -> {
            var thread = new Thread(task, "muster-listener");
            thread.setDaemon(true);
            return thread;
        });
    }

    /** May be subscribed to from any thread; the rest is for the guardian only. */
    Flow.Publisher<StateChange> publisher() {
        return publisher;
    }

    /** Tells of it if anything that people watch has changed. */
    void told(WorkerSlot worker, Life before, Life after, Event event, String reason) {
        boolean same = before.state == after.state
                && before.attempt == after.attempt
                && before.degraded == after.degraded
                && (before.stuck == null) == (after.stuck == null);
        // One that ignores force may end after all.
        if (same || publisher.isClosed()) return;
        var change = new StateChange(
                ++sequence,
                after.now.at(),
                worker.name(),
                worker.incarnation(),
                before.state,
                after.state,
                after.degraded,
                after.stuck != null,
                reason,
                event instanceof Event.Told told ? told.origin() : null,
                after.attempt,
                after.nextAt == null ? null : after.nextAt.seenFrom(after.now));
        publisher.offer(change, (listener, missed) -> false);
    }

    /** Completes every listener after what it has been told. */
    void close() {
        publisher.close();
    }
}

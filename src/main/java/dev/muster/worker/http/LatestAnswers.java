package dev.muster.worker.http;

import dev.muster.worker.WorkerContext;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReferenceArray;

/** Notes how the last fetch of each URL ended, once a second at most and at the end of each lane. Thread-safe. */
final class LatestAnswers {
    private static final long PAUSE = TimeUnit.SECONDS.toNanos(1);

    private final WorkerContext worker;
    /** By the URL's place in the list; null if there is nothing new since it was noted. */
    private final AtomicReferenceArray<Fetched> latest;

    private final AtomicLong due = new AtomicLong(System.nanoTime());

    LatestAnswers(HttpFetcherSettings settings, WorkerContext worker) {
        this.worker = worker;
        this.latest = new AtomicReferenceArray<>(settings.targets().size());
    }

    void add(Fetched fetched) {
        latest.set((int) (fetched.number() % latest.length()), fetched);
        long now = System.nanoTime();
        long next = due.get();
        if (now - next >= 0 && due.compareAndSet(next, now + PAUSE)) note();
    }

    /** All that is new. One at a time, so that no older word comes last. */
    synchronized void note() {
        for (int place = 0; place < latest.length(); place++) {
            var fetched = latest.getAndSet(place, null);
            if (fetched != null) worker.note(fetched.url(), clause(fetched));
        }
    }

    private static String clause(Fetched fetched) {
        return fetched.failure()
                .orElseGet(() -> fetched.status() + " in " + fetched.duration().toMillis() + " ms");
    }
}

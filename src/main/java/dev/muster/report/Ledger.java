package dev.muster.report;

import dev.muster.worker.Result;
import java.time.Clock;
import java.time.Instant;
import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.LongAdder;

/**
 * The live books of one worker, from which its {@link Account} is taken. Emissions are booked by the worker's streams,
 * deliveries by the reporter alone, drops by both; every method may be called from any thread.
 */
public final class Ledger {
    /** A list of URLs is rarely longer, and the books must not grow without bound. */
    private static final int SUBJECTS = 1000;

    private final String worker;
    private final long limit;
    private final Clock clock;
    private final AtomicLong emitted = new AtomicLong();
    private final AtomicLong delivered = new AtomicLong();
    private final LongAdder errors = new LongAdder();
    private final Map<String, LongAdder> dropped = new ConcurrentHashMap<>();
    private final Map<String, String> notes = new ConcurrentHashMap<>();
    private volatile boolean closed;
    private volatile Moment first;
    private volatile Moment last;

    private record Moment(Instant at, long nanos) {}

    /** @param limit results after which no more are to be emitted; {@link Long#MAX_VALUE} for no limit */
    public Ledger(String worker, long limit, Clock clock) {
        this.worker = worker;
        this.limit = limit;
        this.clock = clock;
    }

    public String worker() {
        return worker;
    }

    public long emitted() {
        return emitted.get();
    }

    public boolean limitReached() {
        return emitted.get() >= limit;
    }

    /** Books results that were produced and thrown away before they could be emitted. */
    public void droppedAtSource(String reason, long count) {
        dropped.computeIfAbsent(reason, r -> new LongAdder()).add(count);
        emitted.addAndGet(count);
    }

    /** Keeps the last word on a subject, of the first so many. */
    public void note(String subject, String last) {
        if (notes.containsKey(subject) || notes.size() < SUBJECTS) notes.put(subject, last);
    }

    /** Books nothing as emitted from now on, so that the books can be settled. */
    public void close() {
        closed = true;
    }

    /** @return false if the books are closed: then it does not count */
    boolean emit(Result result) {
        if (closed) return false;
        if (first == null) markFirst();
        if (result.failure().isPresent()) errors.increment();
        emitted.incrementAndGet();
        return true;
    }

    private synchronized void markFirst() {
        if (first == null) first = now();
    }

    void delivered(long count) {
        last = now();
        delivered.addAndGet(count);
    }

    void dropped(String reason, long count) {
        if (count > 0) dropped.computeIfAbsent(reason, r -> new LongAdder()).add(count);
    }

    private Moment now() {
        return new Moment(clock.instant(), System.nanoTime());
    }

    /** The books now. What has left is read before what has entered, so that in-flight is never seen negative. */
    public Account account() {
        long out = delivered.get();
        var reasons = new TreeMap<String, Long>();
        dropped.forEach((reason, count) -> reasons.put(reason, count.sum()));
        var from = first;
        var to = last;
        return new Account(
                emitted.get(),
                out,
                reasons,
                errors.sum(),
                from == null ? null : from.at,
                to == null ? null : to.at,
                rate(out, from, to),
                Collections.unmodifiableMap(new TreeMap<>(notes)));
    }

    private static double rate(long count, Moment from, Moment to) {
        if (from == null || to == null || to.nanos <= from.nanos) return 0;
        return count * 1e9 / (to.nanos - from.nanos);
    }
}

package dev.muster.report;

import dev.muster.worker.Result;
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

    /** Long enough for a 99th percentile of what comes once a second. */
    private static final int WINDOW_SECONDS = 60;

    /** Enough for a 99th percentile, and nothing for a processor. */
    private static final long TIMED_PER_SECOND = 1000;

    /** What stands for the time of a batch that is not timed. */
    static final long NOT_TIMED = Long.MIN_VALUE;

    private final String worker;
    private final long limit;
    private final TimeSource time;
    private final AtomicLong emitted = new AtomicLong();
    private final AtomicLong delivered = new AtomicLong();
    private final LongAdder errors = new LongAdder();
    private final Map<String, LongAdder> dropped = new ConcurrentHashMap<>();
    private final Map<String, String> notes = new ConcurrentHashMap<>();
    private final LongAdder queued = new LongAdder();
    private final LongAdder timed = new LongAdder();
    private volatile boolean closed;
    private volatile long end;
    private volatile LatencyHistogram histogram;
    private volatile Rates rates = Rates.NONE;
    private volatile Latency latency = Latency.NONE;
    private volatile long timedEvery = 1;
    private RateMeter meter;
    private int samples;
    private volatile Moment first;
    private volatile Moment last;

    /** @param limit results after which no more are to be emitted; {@link Long#MAX_VALUE} for no limit */
    public Ledger(String worker, long limit, TimeSource time) {
        this.worker = worker;
        this.limit = limit;
        this.end = limit;
        this.time = time;
    }

    public String worker() {
        return worker;
    }

    public long emitted() {
        return emitted.get();
    }

    public boolean limitReached() {
        return emitted.get() >= end;
    }

    /** Counts from now on up to the limit; what was emitted before stays in the books. */
    public void countAnew() {
        long begin = emitted.get();
        end = limit > Long.MAX_VALUE - begin ? Long.MAX_VALUE : begin + limit;
    }

    /** Takes the rates and latencies of the moment. To be called about once a second, always by the same thread. */
    public void sample(Moment now) {
        if (meter == null) meter = new RateMeter();
        rates = meter.sample(now.nanos(), delivered.get());
        if (histogram == null) return;
        latency = histogram.latency();
        timedEvery = Math.max(1, timed.sumThenReset() * timedEvery / TIMED_PER_SECOND);
        if (++samples % WINDOW_SECONDS == 0) histogram.turn();
    }

    /** Books results that were produced and thrown away before they could be emitted. */
    public void droppedAtSource(String reason, long count) {
        // In this order, or an account taken in between would show less than nothing in flight.
        emitted.addAndGet(count);
        dropped.computeIfAbsent(reason, r -> new LongAdder()).add(count);
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
        if (first == null) first = time.now();
    }

    /** Books results that wait for a lossless sink, or wait no longer. */
    void queued(long count) {
        queued.add(count);
    }

    /**
     * Begins to time a batch, every so many batches: reading the clock costs as much as a dozen results.
     *
     * @param number of the batch in its stream
     * @return to be given back with its delivery
     */
    long startTiming(long number) {
        return number % timedEvery == 0 ? time.nanos().getAsLong() : NOT_TIMED;
    }

    /** To be called by the reporter only. */
    void delivered(long count, long timedFrom) {
        last = time.now();
        delivered.addAndGet(count);
        if (timedFrom == NOT_TIMED) return;
        if (histogram == null) histogram = new LatencyHistogram();
        histogram.record(last.nanos() - timedFrom, count);
        timed.increment();
    }

    void dropped(String reason, long count) {
        if (count > 0) dropped.computeIfAbsent(reason, r -> new LongAdder()).add(count);
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
                from == null ? null : from.at(),
                to == null ? null : to.at(),
                rate(out, from, to),
                rates,
                latency,
                queued.sum(),
                Collections.unmodifiableMap(new TreeMap<>(notes)));
    }

    private static double rate(long count, Moment from, Moment to) {
        if (from == null || to == null || to.nanos() <= from.nanos()) return 0;
        return count * 1e9 / (to.nanos() - from.nanos());
    }
}

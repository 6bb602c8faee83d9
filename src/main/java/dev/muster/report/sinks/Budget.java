package dev.muster.report.sinks;

import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Predicate;

/**
 * How many results of each worker a lossy sink is given in a second, and the count of those that it does not show. What
 * exceeds the budget never reaches the sink, so that a flood costs it nothing. Thread-safe.
 */
public final class Budget {
    private static final class Second {
        private int taken;
        private long skipped;
    }

    private final int perSecond;
    private final Predicate<String> wanted;
    private final Map<String, Second> seconds = new HashMap<>();
    private final LongAdder skipped = new LongAdder();

    /**
     * @param perSecond results of each worker
     * @param wanted whether there is a use for results of the worker of this name now; those that nobody wants are neither
     *     taken nor counted as skipped. Any thread
     */
    public Budget(int perSecond, Predicate<String> wanted) {
        this.perSecond = perSecond;
        this.wanted = wanted;
    }

    /** As much of everything as there is. */
    public static Budget unlimited() {
        return new Budget(Integer.MAX_VALUE, worker -> true);
    }

    public boolean wants(String worker) {
        return wanted.test(worker);
    }

    /**
     * Takes what there is room for in this second, and counts the others as skipped.
     *
     * @return how many of them, the first ones, are to be given to the sink
     */
    public synchronized int take(String worker, int count) {
        var second = second(worker);
        int room = Math.min(count, perSecond - second.taken);
        second.taken += room;
        skip(worker, count - room);
        return room;
    }

    /** Counts results that the sink is not given, or was given and cannot show. */
    public synchronized void skip(String worker, long count) {
        second(worker).skipped += count;
        skipped.add(count);
    }

    /** Gives back a count of {@link #renew} that the sink had no room to tell; it comes again with the next second's. */
    public synchronized void tellLater(String worker, long count) {
        second(worker).skipped += count;
    }

    private Second second(String worker) {
        return seconds.computeIfAbsent(worker, name -> new Second());
    }

    /**
     * Begins a new second; to be called by the sink.
     *
     * @return how many results were skipped in the second that is over, of each worker of which there were any
     */
    public synchronized Map<String, Long> renew() {
        var over = new HashMap<String, Long>();
        seconds.forEach((worker, second) -> {
            if (second.skipped > 0) over.put(worker, second.skipped);
        });
        seconds.clear();
        return over;
    }

    /** All that were skipped, ever. */
    public long skipped() {
        return skipped.sum();
    }
}

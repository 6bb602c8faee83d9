package dev.muster.contract;

import com.typesafe.config.Config;
import java.util.Comparator;
import java.util.TreeSet;
import java.util.concurrent.ThreadFactory;
import org.apache.pekko.actor.AbstractScheduler;
import org.apache.pekko.actor.Cancellable;
import org.apache.pekko.event.LoggingAdapter;
import scala.concurrent.ExecutionContext;
import scala.concurrent.duration.FiniteDuration;

/**
 * Pekko's scheduler with a time that only the suite moves. Pekko's testkit has one too, but it waits 100 ms of the wall at
 * each step, and a trial takes thousands.
 */
public final class VirtualScheduler extends AbstractScheduler {

    private final class Entry implements Cancellable {
        private final long due;
        private final long number;
        private final Runnable task;
        private boolean over;

        private Entry(long due, long number, Runnable task) {
            this.due = due;
            this.number = number;
            this.task = task;
        }

        private synchronized boolean end() {
            boolean first = !over;
            over = true;
            return first;
        }

        @Override
        public boolean cancel() {
            remove(this);
            return end();
        }

        @Override
        public synchronized boolean isCancelled() {
            return over;
        }
    }

    private final TreeSet<Entry> entries =
            new TreeSet<>(Comparator.<Entry>comparingLong(e -> e.due).thenComparingLong(e -> e.number));
    private long now;
    private long number;

    /** Called by Pekko. */
    public VirtualScheduler(Config config, LoggingAdapter log, ThreadFactory threads) {}

    @Override
    public Cancellable scheduleOnce(FiniteDuration delay, Runnable task, ExecutionContext executor) {
        return add(delay.toNanos(), () -> executor.execute(task));
    }

    @Override
    public Cancellable schedule(
            FiniteDuration delay, FiniteDuration interval, Runnable task, ExecutionContext executor) {
        var series = new Series(interval.toNanos(), () -> executor.execute(task));
        series.next(delay.toNanos());
        return series;
    }

    private synchronized Entry add(long delay, Runnable task) {
        var entry = new Entry(now + Math.max(0, delay), number++, task);
        entries.add(entry);
        return entry;
    }

    private synchronized void remove(Entry entry) {
        entries.remove(entry);
    }

    /** Moves time and does in its order what becomes due, on the executors that it was meant for. */
    void pass(long nanos) {
        long until = now() + nanos;
        for (var entry = next(until); entry != null; entry = next(until)) if (entry.end()) entry.task.run();
    }

    private synchronized long now() {
        return now;
    }

    private synchronized Entry next(long until) {
        boolean isDue = !entries.isEmpty() && entries.first().due <= until;
        now = isDue ? entries.first().due : until;
        return isDue ? entries.pollFirst() : null;
    }

    @Override
    public double maxFrequency() {
        return 1_000_000;
    }

    /** A task that comes again and again. */
    private final class Series implements Cancellable {
        private final long interval;
        private final Runnable task;
        private boolean cancelled;
        private Entry entry;

        private Series(long interval, Runnable task) {
            this.interval = interval;
            this.task = task;
        }

        private synchronized void next(long delay) {
            if (!cancelled) entry = add(delay, this::run);
        }

        private void run() {
            task.run();
            next(interval);
        }

        @Override
        public synchronized boolean cancel() {
            boolean first = !cancelled;
            cancelled = true;
            if (entry != null) entry.cancel();
            return first;
        }

        @Override
        public synchronized boolean isCancelled() {
            return cancelled;
        }
    }
}

package dev.muster.guardian;

import dev.muster.report.Moment;
import dev.muster.report.Roster;
import dev.muster.report.SinkLedgers;
import dev.muster.report.TimeSource;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;

/** Keeps the published roster fresh, and all that has to be looked at once a second for it. */
final class Publication {
    /** How often the roster is published at most: fast enough for eyes, and nothing for a processor. */
    static final Duration TICK = Duration.ofMillis(100);

    /** How often rates are taken, and stuck calls are looked for. */
    private static final Duration LOOK = Duration.ofSeconds(1);

    private final Collection<WorkerSlot> workers;
    private final SinkLedgers sinks;
    private final Windows windows;
    private final TimeSource time;
    private final Draining draining;
    private Moment publishedAt;
    private Moment lookedAt;

    Publication(
            Collection<WorkerSlot> workers, SinkLedgers sinks, Windows windows, TimeSource time, Draining draining) {
        this.workers = workers;
        this.sinks = sinks;
        this.windows = windows;
        this.time = time;
        this.draining = draining;
    }

    void tick() {
        if (isDue(lookedAt, LOOK)) look();
        publish();
    }

    private void look() {
        lookedAt = time.now();
        for (var worker : workers) worker.look(lookedAt);
    }

    /** So that a storm of changes is no storm of rosters; the next tick shows what this one does not. */
    void publishIfDue() {
        if (isDue(publishedAt, TICK)) publish();
    }

    private boolean isDue(Moment last, Duration after) {
        return last == null || time.now().since(last).compareTo(after) >= 0;
    }

    /** The last one, with rates of the last moment. */
    Roster close() {
        look();
        publish();
        return windows.roster().get();
    }

    void publish() {
        publishedAt = time.now();
        var entries = new ArrayList<Roster.Entry>(workers.size());
        for (var worker : workers) entries.add(worker.entry(publishedAt));
        windows.roster().set(new Roster(publishedAt.at(), draining.begun(), List.copyOf(entries), sinks.accounts()));
    }
}

package dev.muster.jmx;

import dev.muster.guardian.Verb;
import dev.muster.report.Roster;
import dev.muster.report.WorkerState;
import java.util.Arrays;
import java.util.Date;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/** All workers together. */
final class GuardianBean implements GuardianMXBean {
    /** What a person may still look through, and a client shows without choking. */
    private static final int TROUBLES = 1000;

    private static final String STATES =
            Arrays.stream(WorkerState.values()).map(Enum::name).collect(Collectors.joining(", "));

    private final Supplier<Roster> roster;
    private final Entries entries;
    private final Orders orders;

    GuardianBean(Supplier<Roster> roster, Entries entries, Orders orders) {
        this.roster = roster;
        this.entries = entries;
        this.orders = orders;
    }

    @Override
    public Date getAt() {
        return Times.date(roster.get().at());
    }

    @Override
    public boolean isDraining() {
        return roster.get().draining();
    }

    @Override
    public int getWorkers() {
        return roster.get().workers().size();
    }

    @Override
    public Map<String, Integer> getWorkersByState() {
        var counts = new TreeMap<String, Integer>();
        for (var state : WorkerState.values()) counts.put(state.name(), 0);
        roster.get().workers().forEach(worker -> counts.merge(worker.state().name(), 1, Integer::sum));
        return counts;
    }

    @Override
    public Map<String, String> getTroubles() {
        var troubles = new LinkedHashMap<String, String>();
        for (var worker : roster.get().workers()) {
            if (troubles.size() == TROUBLES) break;
            var trouble = trouble(worker);
            if (trouble != null) troubles.put(worker.name(), trouble);
        }
        return troubles;
    }

    private static String trouble(Roster.Entry worker) {
        if (worker.stuck() != null) return "stuck since " + worker.stuck();
        if (isFailing(worker)) return worker.state() + ": " + worker.lastFailure();
        return worker.degraded() ? "degraded: " + worker.message() : null;
    }

    /** One that somebody paused or stopped meanwhile is as it was wanted. */
    private static boolean isFailing(Roster.Entry worker) {
        return switch (worker.state()) {
            case FAILED, BACKING_OFF -> true;
            case STARTING -> worker.attempt() > 0;
            default -> false;
        };
    }

    @Override
    public long getRestarts() {
        return roster.get().workers().stream().mapToLong(Roster.Entry::restarts).sum();
    }

    @Override
    public List<String> names(String state, int limit) {
        return roster.get().workers().stream()
                .filter(in(state))
                .limit(Math.max(0, limit))
                .map(Roster.Entry::name)
                .toList();
    }

    private static Predicate<Roster.Entry> in(String state) {
        if (state == null || state.isBlank()) return worker -> true;
        for (var known : WorkerState.values()) {
            if (known.name().equalsIgnoreCase(state.strip())) return worker -> worker.state() == known;
        }
        throw new IllegalArgumentException("there is no state '" + state + "' (allowed: " + STATES + ")");
    }

    @Override
    public WorkerFigures worker(String name) {
        return entries.of(name)
                .map(entry -> new EntryFigures(() -> entry, () -> orders.logLevel(name)))
                .orElse(null);
    }

    @Override
    public String pause(String name) {
        return orders.tell(name, Verb.PAUSE);
    }

    @Override
    public String resume(String name) {
        return orders.tell(name, Verb.RESUME);
    }

    @Override
    public String trigger(String name) {
        return orders.tell(name, Verb.TRIGGER);
    }

    @Override
    public String restart(String name) {
        return orders.tell(name, Verb.RESTART);
    }

    @Override
    public String stop(String name) {
        return orders.tell(name, Verb.STOP);
    }

    @Override
    public String setLogLevel(String name, String level) {
        return orders.setLogLevel(name, level);
    }
}

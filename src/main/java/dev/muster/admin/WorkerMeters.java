package dev.muster.admin;

import dev.muster.report.Account;
import dev.muster.report.Roster;
import dev.muster.report.WorkerState;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.function.ToDoubleFunction;

/**
 * Every worker's figures. What a label can be is bounded: workers, types and states by the settings and the code, reasons
 * by {@link #REASONS}; texts of failures are none.
 */
final class WorkerMeters {
    /** Reasons for dropping that have a series of their own, of each worker; authors may think of more. */
    static final int REASONS = 16;

    private final MeterRegistry registry;
    private final Map<String, Set<String>> reasons = new HashMap<>();
    private volatile Map<String, Roster.Entry> entries = Map.of();

    WorkerMeters(MeterRegistry registry) {
        this.registry = registry;
    }

    /** What all meters show until the next time, and new meters for what is new. */
    void see(Roster roster) {
        var seen = new HashMap<String, Roster.Entry>();
        for (var worker : roster.workers()) seen.put(worker.name(), worker);
        entries = seen;
        for (var worker : roster.workers()) {
            if (!reasons.containsKey(worker.name())) register(worker);
            registerReasons(worker);
        }
    }

    private void register(Roster.Entry worker) {
        reasons.put(worker.name(), new HashSet<>());
        counters(worker);
        gauges(worker);
        for (var state : WorkerState.values()) {
            var tags = tags(worker).and("state", state.name().toLowerCase(Locale.ROOT));
            gauge(worker, "state", tags, "1 for the state that the worker is in", it -> flag(it.state() == state));
        }
        latency(worker, "0.5", account -> account.latency().p50());
        latency(worker, "0.99", account -> account.latency().p99());
        latency(worker, "1", account -> account.latency().max());
    }

    private void counters(Roster.Entry worker) {
        var tags = tags(worker);
        counter(worker, "emitted", tags, "Results emitted", it -> it.account().emitted());
        counter(
                worker,
                "delivered",
                tags,
                "Results delivered",
                it -> it.account().delivered());
        counter(
                worker,
                "errors",
                tags,
                "Results with a failure",
                it -> it.account().errors());
        counter(worker, "restarts", tags, "Restarts after failures", Roster.Entry::restarts);
        counter(worker, "skipped.ticks", tags, "Ticks that began no run", Roster.Entry::skippedTicks);
    }

    private void gauges(Roster.Entry worker) {
        var tags = tags(worker);
        gauge(worker, "in.flight", tags, "Results under way", it -> it.account().inFlight());
        gauge(
                worker,
                "queue.depth",
                tags,
                "Results that wait for a lossless sink",
                it -> it.account().queueDepth());
        gauge(worker, "attempt", tags, "Failures in a row", Roster.Entry::attempt);
        gauge(worker, "degraded", tags, "1 if the worker is degraded", it -> flag(it.degraded()));
        gauge(worker, "stuck", tags, "1 if the worker is stuck", it -> flag(it.stuck() != null));
        gauge(worker, "critical", tags, "1 if readiness needs the worker", it -> flag(it.critical()));
        gauge(
                worker,
                "last.result.timestamp.seconds",
                tags,
                "When the last result was delivered, since 1970; 0 if none",
                it -> seconds(it.account().lastResultAt()));
    }

    private void latency(Roster.Entry worker, String quantile, Function<Account, Duration> of) {
        var tags = tags(worker).and("quantile", quantile);
        gauge(
                worker,
                "latency.seconds",
                tags,
                "From emitted to delivered, over the last one to two minutes",
                it -> of.apply(it.account()).toNanos() / 1e9);
    }

    private void registerReasons(Roster.Entry worker) {
        var known = reasons.get(worker.name());
        for (var reason : worker.account().dropped().keySet()) {
            if (known.size() >= REASONS || !known.add(reason)) continue;
            counter(
                    worker,
                    "dropped",
                    tags(worker).and("reason", reason),
                    "Results dropped",
                    it -> it.account().dropped().getOrDefault(reason, 0L));
        }
        if (known.size() == REASONS && known.add("")) {
            counter(
                    worker,
                    "dropped",
                    tags(worker).and("reason", "other"),
                    "Results dropped",
                    it -> others(it.account(), known));
        }
    }

    private static long others(Account account, Set<String> known) {
        return account.dropped().entrySet().stream()
                .filter(dropped -> !known.contains(dropped.getKey()))
                .mapToLong(Map.Entry::getValue)
                .sum();
    }

    private void counter(Roster.Entry worker, String name, Tags tags, String what, ToDoubleFunction<Roster.Entry> of) {
        FunctionCounter.builder("muster.worker." + name, this, it -> it.value(worker.name(), of))
                .tags(tags)
                .description(what)
                .register(registry);
    }

    private void gauge(Roster.Entry worker, String name, Tags tags, String what, ToDoubleFunction<Roster.Entry> of) {
        Gauge.builder("muster.worker." + name, this, it -> it.value(worker.name(), of))
                .tags(tags)
                .description(what)
                .register(registry);
    }

    private double value(String worker, ToDoubleFunction<Roster.Entry> of) {
        var entry = entries.get(worker);
        return entry == null ? 0 : of.applyAsDouble(entry);
    }

    private static Tags tags(Roster.Entry worker) {
        return Tags.of("worker", worker.name(), "type", worker.type());
    }

    private static double seconds(Instant at) {
        return at == null ? 0 : at.toEpochMilli() / 1e3;
    }

    private static double flag(boolean is) {
        return is ? 1 : 0;
    }
}

package dev.muster.jmx;

import dev.muster.report.Account;
import dev.muster.report.Roster;
import dev.muster.report.sinks.SinkAccount;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Supplier;
import java.util.function.ToDoubleFunction;
import java.util.function.ToLongFunction;

/** The sums of a roster. */
final class ReporterBean implements ReporterMXBean {
    private final Supplier<Roster> roster;

    ReporterBean(Supplier<Roster> roster) {
        this.roster = roster;
    }

    private long sum(ToLongFunction<Account> figure) {
        return roster.get().workers().stream()
                .mapToLong(worker -> figure.applyAsLong(worker.account()))
                .sum();
    }

    private double rate(ToDoubleFunction<Account> figure) {
        return roster.get().workers().stream()
                .mapToDouble(worker -> figure.applyAsDouble(worker.account()))
                .sum();
    }

    private Map<String, Long> bySink(ToLongFunction<SinkAccount> figure) {
        var figures = new TreeMap<String, Long>();
        roster.get().sinks().forEach(sink -> figures.put(sink.name(), figure.applyAsLong(sink)));
        return figures;
    }

    @Override
    public long getEmitted() {
        return sum(Account::emitted);
    }

    @Override
    public long getDelivered() {
        return sum(Account::delivered);
    }

    @Override
    public Map<String, Long> getDropped() {
        var dropped = new TreeMap<String, Long>();
        for (var worker : roster.get().workers()) {
            worker.account().dropped().forEach((reason, count) -> dropped.merge(reason, count, Long::sum));
        }
        return dropped;
    }

    @Override
    public long getErrors() {
        return sum(Account::errors);
    }

    @Override
    public long getInFlight() {
        return sum(Account::inFlight);
    }

    @Override
    public long getQueueDepth() {
        return sum(Account::queueDepth);
    }

    @Override
    public double getResultsPerSecondOver1s() {
        return rate(account -> account.rates().over1s());
    }

    @Override
    public double getResultsPerSecondOver60s() {
        return rate(account -> account.rates().over60s());
    }

    @Override
    public Map<String, Long> getTakenBySink() {
        return bySink(SinkAccount::taken);
    }

    @Override
    public Map<String, Long> getSkippedBySink() {
        return bySink(SinkAccount::skipped);
    }
}

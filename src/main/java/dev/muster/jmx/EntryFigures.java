package dev.muster.jmx;

import dev.muster.report.Roster;
import dev.muster.report.StuckCall;
import dev.muster.report.WorkerState;
import java.util.Date;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import java.util.stream.Stream;

/** The figures of one worker, from its entry in the roster. */
class EntryFigures implements WorkerFigures {
    private final Supplier<Roster.Entry> entry;
    private final Supplier<String> logLevel;

    EntryFigures(Supplier<Roster.Entry> entry, Supplier<String> logLevel) {
        this.entry = entry;
        this.logLevel = logLevel;
    }

    @Override
    public String getName() {
        return entry.get().name();
    }

    @Override
    public String getType() {
        return entry.get().type();
    }

    @Override
    public WorkerState getState() {
        return entry.get().state();
    }

    @Override
    public Date getSince() {
        return Times.date(entry.get().since());
    }

    @Override
    public String getMessage() {
        return entry.get().message();
    }

    @Override
    public boolean isCritical() {
        return entry.get().critical();
    }

    @Override
    public boolean isDegraded() {
        return entry.get().degraded();
    }

    @Override
    public int getAttempt() {
        return entry.get().attempt();
    }

    @Override
    public Date getNextAttemptAt() {
        return Times.date(entry.get().nextAttemptAt());
    }

    @Override
    public String getLastFailure() {
        return entry.get().lastFailure();
    }

    @Override
    public long getIncarnation() {
        return entry.get().incarnation();
    }

    @Override
    public long getRestarts() {
        return entry.get().restarts();
    }

    @Override
    public long getSkippedTicks() {
        return entry.get().skippedTicks();
    }

    @Override
    public boolean isStuck() {
        return entry.get().stuck() != null;
    }

    @Override
    public Date getStuckSince() {
        return Times.date(entry.get().stuck());
    }

    @Override
    public List<String> getStuckStack() {
        return entry.get().stuckCalls().stream().flatMap(EntryFigures::lines).toList();
    }

    private static Stream<String> lines(StuckCall call) {
        var head = "incarnation " + call.incarnation() + " in thread " + call.thread() + " since " + call.since();
        return Stream.concat(Stream.of(head), call.stack().stream().map(frame -> "    at " + frame));
    }

    @Override
    public List<String> getLeftBehind() {
        return entry.get().leftBehind();
    }

    @Override
    public long getEmitted() {
        return entry.get().account().emitted();
    }

    @Override
    public long getDelivered() {
        return entry.get().account().delivered();
    }

    @Override
    public Map<String, Long> getDropped() {
        return entry.get().account().dropped();
    }

    @Override
    public long getDroppedInAll() {
        return entry.get().account().droppedInAll();
    }

    @Override
    public long getErrors() {
        return entry.get().account().errors();
    }

    @Override
    public long getInFlight() {
        return entry.get().account().inFlight();
    }

    @Override
    public long getQueueDepth() {
        return entry.get().account().queueDepth();
    }

    @Override
    public double getResultsPerSecond() {
        return entry.get().account().resultsPerSecond();
    }

    @Override
    public double getResultsPerSecondOver1s() {
        return entry.get().account().rates().over1s();
    }

    @Override
    public double getResultsPerSecondOver60s() {
        return entry.get().account().rates().over60s();
    }

    @Override
    public double getLatencyP50Ms() {
        return Times.millis(entry.get().account().latency().p50());
    }

    @Override
    public double getLatencyP99Ms() {
        return Times.millis(entry.get().account().latency().p99());
    }

    @Override
    public double getLatencyMaxMs() {
        return Times.millis(entry.get().account().latency().max());
    }

    @Override
    public Date getFirstResultAt() {
        return Times.date(entry.get().account().firstResultAt());
    }

    @Override
    public Date getLastResultAt() {
        return Times.date(entry.get().account().lastResultAt());
    }

    @Override
    public Map<String, String> getNotes() {
        return entry.get().account().notes();
    }

    @Override
    public String getLogLevel() {
        return logLevel.get();
    }
}

package dev.muster.report;

import dev.muster.report.sinks.SinkAccount;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** The immutable picture of all workers at one instant, from which every face reads. */
public record Roster(Instant at, boolean draining, List<Entry> workers, List<SinkAccount> sinks) {

    /** What there is before the guardian has published one. */
    public static final Roster NONE = new Roster(Instant.EPOCH, false, List.of(), List.of());

    /**
     * One worker.
     *
     * @param message what it said when it came up, or why it is degraded; empty before
     * @param stuck since when it is in one call, or ignores being stopped, for too long; null if all is well
     * @param stuckCalls where it is stuck, and where incarnations that were left behind are
     * @param leftBehind actors of this worker that were told to stop and have not, by name
     * @param since when it came into its state
     * @param attempt failures in a row; 0 when all is well
     * @param nextAttemptAt when supervision or the schedule starts it next; null if neither will
     * @param lastFailure one clause; null if it never failed
     * @param incarnation lives so far
     * @param restarts restarts after failures so far
     * @param skippedTicks ticks of the schedule that began no run: they came during one, or while the process slept
     */
    public record Entry(
            String name,
            String type,
            WorkerState state,
            boolean critical,
            boolean degraded,
            String message,
            Instant stuck,
            List<StuckCall> stuckCalls,
            List<String> leftBehind,
            Instant since,
            int attempt,
            Instant nextAttemptAt,
            String lastFailure,
            long incarnation,
            long restarts,
            long skippedTicks,
            Account account) {}

    public Optional<Entry> worker(String name) {
        return workers.stream().filter(worker -> worker.name().equals(name)).findFirst();
    }
}

package dev.muster.cli.progress;

import dev.muster.guardian.ScheduleSettings;
import dev.muster.guardian.WorkerSettings;
import dev.muster.report.Roster;
import java.util.OptionalLong;

/** How much one worker is to do, and how far it is, as the rosters show it one after the other. Used by one thread. */
final class Goal {
    /** No worker does as much. */
    private static final long UNKNOWN = Long.MAX_VALUE;

    private final long total;

    /** Whether a run that failed begins from nothing, and not where the one before ended. */
    private final boolean isOfRun;

    private long before;
    private long soFar;
    private long incarnation;
    private boolean isOver;

    private Goal(long total, boolean isOfRun) {
        this.total = total;
        this.isOfRun = isOfRun;
    }

    /** Whether the worker may come to an end by itself. */
    static boolean isFinite(WorkerSettings worker) {
        return worker.limit() != Long.MAX_VALUE || worker.schedule().run() == ScheduleSettings.Run.ONCE;
    }

    static Goal of(WorkerSettings worker) {
        long run = worker.schedule().run() == ScheduleSettings.Run.ONCE
                ? expected(worker).orElse(UNKNOWN)
                : UNKNOWN;
        return new Goal(Math.min(run, worker.limit()), run <= worker.limit());
    }

    private static OptionalLong expected(WorkerSettings worker) {
        try {
            return worker.job() == null ? OptionalLong.empty() : worker.job().expected();
        } catch (RuntimeException | LinkageError | StackOverflowError | AssertionError e) {
            // A worker's author may have written it, and it is not worth more than this.
            return OptionalLong.empty();
        }
    }

    /** @param worker as it is now; earlier results of a run that was begun anew count no more */
    void see(Roster.Entry worker) {
        boolean isAnother = isOfRun && worker.incarnation() > incarnation;
        boolean isOverNow = worker.state().ended();
        if (isAnother || isOver && !isOverNow) before = soFar;
        incarnation = worker.incarnation();
        isOver = isOverNow;
        soFar = worker.account().emitted() - worker.account().inFlight();
    }

    boolean isOver() {
        return isOver;
    }

    /** Results that need no more to be done, those included that were dropped. */
    long done() {
        return soFar - before;
    }

    /** How many of them there will be; empty if nobody knows, or if it has turned out to be wrong. */
    OptionalLong total() {
        return total == UNKNOWN || done() > total ? OptionalLong.empty() : OptionalLong.of(total);
    }
}

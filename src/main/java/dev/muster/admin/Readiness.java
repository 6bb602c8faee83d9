package dev.muster.admin;

import dev.muster.report.Roster;
import dev.muster.report.WorkerState;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * Whether Muster does what it is there for. Red while it starts or ends, and when a critical worker is not up: it must be
 * RUNNING (degraded or not), WAITING for its next run or COMPLETED, and not stuck.
 */
final class Readiness {
    private Readiness() {}

    /** Why it is not ready, one clause each; empty if it is. */
    static List<String> missing(Roster roster) {
        var missing = new ArrayList<String>();
        if (roster == Roster.NONE) missing.add("muster is starting");
        if (roster.draining()) missing.add("muster is ending");
        for (var worker : roster.workers()) {
            if (worker.critical() && !isUp(worker)) missing.add(clause(worker));
        }
        return missing;
    }

    private static boolean isUp(Roster.Entry worker) {
        if (worker.stuck() != null) return false;
        return worker.state() == WorkerState.RUNNING
                || worker.state() == WorkerState.WAITING
                || worker.state() == WorkerState.COMPLETED;
    }

    private static String clause(Roster.Entry worker) {
        var state = worker.stuck() != null
                ? "stuck"
                : worker.state().name().toLowerCase(Locale.ROOT).replace('_', ' ');
        return worker.name() + " is " + state;
    }
}

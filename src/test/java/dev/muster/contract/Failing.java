package dev.muster.contract;

import static dev.muster.contract.Books.assertClosed;

import dev.muster.report.WorkerState;

/** Clauses about failures: of the world, and of the worker itself. */
final class Failing {
    private Failing() {}

    static void comesUpLate(Candidate candidate) throws Exception {
        candidate.breakDown.perform();
        try (var trial = new Trial(candidate, Schedules.AGAIN_AND_AGAIN)) {
            awaitTrouble(trial);
            trial.perform(candidate.mend);
            trial.awaitResults(1);
        } finally {
            candidate.mend.perform();
        }
    }

    static void comesBack(Candidate candidate) throws Exception {
        try (var trial = new Trial(candidate, Schedules.AGAIN_AND_AGAIN)) {
            trial.awaitFirstResult();
            trial.perform(candidate.breakDown);
            awaitTrouble(trial);
            trial.perform(candidate.mend);
            trial.awaitResults(1);
            assertClosed(trial.drain(), trial);
        } finally {
            candidate.mend.perform();
        }
    }

    /** It backs off, or says that it is degraded, or each of its items fails. */
    private static void awaitTrouble(Trial trial) {
        long before = trial.worker().restarts();
        long failures = trial.witness().failures();
        trial.await("it tells that something is missing", () -> {
            var worker = trial.worker();
            return worker.state() == WorkerState.BACKING_OFF
                    || worker.restarts() > before
                    || worker.degraded()
                    || trial.witness().failures() > failures;
        });
    }

    static void failsAndGoesOn(Candidate candidate) throws Exception {
        try (var trial = new Trial(candidate, Schedules.AGAIN_AND_AGAIN)) {
            trial.awaitFirstResult();
            Restarting.restart(trial);
            trial.awaitResults(1);
            trial.await("it is counted as restarted", () -> trial.worker().incarnation() > 1);
            assertClosed(trial.drain(), trial);
        }
    }
}

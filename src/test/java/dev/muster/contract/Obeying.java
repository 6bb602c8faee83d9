package dev.muster.contract;

import static dev.muster.report.WorkerState.COMPLETED;
import static dev.muster.report.WorkerState.PAUSED;
import static dev.muster.report.WorkerState.RUNNING;
import static dev.muster.report.WorkerState.STOPPED;
import static dev.muster.report.WorkerState.WAITING;

import dev.muster.guardian.Verb;
import java.time.Duration;

/** Clauses about verbs and ends. */
final class Obeying {
    /** Virtual, for which nothing may come from a worker that is paused. */
    private static final int SECONDS = 30;

    /** Below the time after which Muster stops a worker by force. */
    private static final Duration DRAINED_WITHIN =
            TrialSettings.DRAIN_TIMEOUT.multipliedBy(2).dividedBy(5);

    private Obeying() {}

    static void pausesAndResumes(Candidate candidate) throws Exception {
        try (var trial = new Trial(candidate, Schedules.AGAIN_AND_AGAIN)) {
            trial.awaitFirstResult();
            trial.order(Verb.PAUSE);
            trial.awaitState(PAUSED);
            trial.await("nothing is under way", () -> trial.worker().account().inFlight() == 0);
            trial.awaitCallbacks();
            long before = trial.witness().good();
            for (int second = 0; second < SECONDS; second++) {
                trial.pass(Duration.ofSeconds(1));
                trial.awaitCallbacks();
            }
            long given = trial.witness().good() - before;
            if (given > 0) throw new AssertionError("gave " + given + " results while it was paused");
            trial.order(Verb.RESUME);
            trial.awaitResults(2);
            Books.assertClosed(trial.drain(), trial);
        }
    }

    static void runsWhenTriggered(Candidate candidate) throws Exception {
        try (var trial = new Trial(candidate, Schedules.HOURLY)) {
            trial.awaitFirstResult();
            if (candidate.endless) trial.awaitState(RUNNING);
            else trial.awaitState(WAITING);
            long given = trial.witness().good();
            if (trial.order(Verb.TRIGGER).done() == candidate.endless)
                throw new AssertionError("answered wrongly when it was triggered: is "
                        + trial.worker().state() + " when it is triggered");
            if (!candidate.endless) {
                trial.await("it has run once more", () -> trial.witness().good() > given && trial.isIn(WAITING));
            }
            long again = trial.witness().good() - given;
            if (candidate.resultsPerRun >= 0 && again != candidate.resultsPerRun)
                throw new AssertionError("a triggered run of " + candidate.resultsPerRun + " results gave " + again);
            Books.assertClosed(trial.drain(), trial);
        }
    }

    static void endsAtItsLimit(Candidate candidate) throws Exception {
        try (var trial = new Trial(candidate, Schedules.AGAIN_AND_AGAIN, "limit = 3")) {
            trial.await("it is COMPLETED at its limit of 3", () -> {
                trial.perform(candidate.feed);
                return trial.isIn(COMPLETED);
            });
            var account = trial.drain().account();
            long given = account.delivered();
            if (given > 3) throw new AssertionError("gave " + given + " results with a limit of 3");
        }
    }

    static void drains(Candidate candidate) throws Exception {
        try (var trial = new Trial(candidate, Schedules.AGAIN_AND_AGAIN)) {
            trial.awaitFirstResult();
            var begun = trial.now();
            var worker = trial.drain();
            if (Duration.between(begun, trial.now()).compareTo(DRAINED_WITHIN) > 0)
                throw new AssertionError("was stopped by force, since it does not heed Stop");
            if (worker.state() != STOPPED && worker.state() != COMPLETED)
                throw new AssertionError("is " + worker.state() + " after draining");
            Books.assertClosed(worker, trial);
        }
    }
}

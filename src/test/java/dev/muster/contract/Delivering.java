package dev.muster.contract;

import static dev.muster.report.WorkerState.COMPLETED;

import dev.muster.guardian.Verb;

/** Clauses about results. */
final class Delivering {
    /** Results of an endless worker that are looked at. */
    private static final int SOME = 100;

    /** Four times what a stream or a {@code Credit} may have under way. */
    private static final long BOUND = 4096;

    /** Virtual looks at a worker that nobody answers: enough for one that does not wait to run away. */
    private static final int LOOKS = 200;

    private Delivering() {}

    static void losesNothing(Candidate candidate) throws Exception {
        try (var trial = new Trial(candidate, Schedules.ONCE)) {
            trial.witness().hold();
            trial.awaitEmitted(1);
            trial.witness().release();
            if (candidate.endless) trial.awaitResults(SOME);
            else trial.awaitState(COMPLETED);
            var account = trial.drain();
            Books.assertClosed(account, trial);
            if (trial.witness().runs() > 1) throw new AssertionError("gave the first result of its run twice");
            long got = trial.witness().good() + trial.witness().failures();
            if (candidate.resultsPerRun >= 0 && got != candidate.resultsPerRun)
                throw new AssertionError("a run of " + candidate.resultsPerRun + " results gave " + got);
        }
    }

    static void isHeldBack(Candidate candidate) throws Exception {
        try (var trial = new Trial(candidate, Schedules.AGAIN_AND_AGAIN)) {
            trial.witness().hold();
            trial.awaitEmitted(1);
            for (int look = 0; look < LOOKS; look++) {
                trial.perform(candidate.feed);
                trial.look();
                long waiting =
                        trial.tampering().emitted() - trial.worker().account().delivered();
                if (waiting > BOUND)
                    throw new AssertionError("does not wait for the reporter: " + waiting + " results are under way");
            }
            trial.witness().release();
            trial.order(Verb.STOP);
            Books.assertClosed(trial.drain(), trial);
        }
    }
}

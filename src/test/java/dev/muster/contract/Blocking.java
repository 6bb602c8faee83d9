package dev.muster.contract;

import static dev.muster.report.WorkerState.PAUSED;

import dev.muster.guardian.Verb;
import dev.muster.report.WorkerState;
import java.time.Duration;

/** Clauses about callbacks, which run on a thread that is not the worker's own. */
final class Blocking {
    /** Virtual; past each of Muster's budgets for an answer. */
    private static final Duration LONG = Duration.ofSeconds(20);

    private Blocking() {}

    /** Whether the world is whole or broken: {@link CallbackWatch} looks while things are awaited. */
    static void blocksNowhere(Candidate candidate) throws Exception {
        try (var trial = new Trial(candidate, Schedules.AGAIN_AND_AGAIN)) {
            trial.awaitFirstResult();
            goThrough(trial);
            if (candidate.breakDown != null) {
                trial.perform(candidate.breakDown);
                goThrough(trial);
            }
        } finally {
            if (candidate.mend != null) candidate.mend.perform();
        }
    }

    private static void goThrough(Trial trial) {
        Restarting.restart(trial);
        for (var verb : new Verb[] {Verb.PAUSE, Verb.RESUME, Verb.TRIGGER, Verb.RESTART, Verb.STOP}) {
            trial.order(verb);
            trial.awaitCallbacks();
        }
        trial.awaitState(WorkerState.STOPPED, WorkerState.COMPLETED);
        trial.order(Verb.RESTART);
        trial.awaitCallbacks();
    }

    static void canBeHeldUp(Candidate candidate) throws Exception {
        try (var trial = new Trial(candidate, Schedules.AGAIN_AND_AGAIN)) {
            trial.awaitFirstResult();
            heldUpInAMessage(trial);
            heldUpInAStart(trial);
            Books.assertClosed(trial.drain(), trial);
        }
    }

    private static void heldUpInAMessage(Trial trial) {
        trial.tampering().holdUp();
        trial.tampering().touch();
        if (!trial.order(Verb.PAUSE).done()) throw new AssertionError("cannot be paused while it is held up");
        trial.pass(LONG);
        trial.tampering().letGo();
        trial.awaitState(PAUSED);
        trial.order(Verb.RESTART);
        trial.awaitResults(1);
    }

    private static void heldUpInAStart(Trial trial) {
        trial.tampering().holdUp();
        trial.order(Verb.RESTART);
        trial.pass(LONG);
        trial.tampering().letGo();
        trial.awaitResults(1);
    }
}

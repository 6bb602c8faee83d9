package dev.muster.contract;

import dev.muster.guardian.Verb;
import java.time.Duration;

/** The clause about leaks. */
final class Restarting {
    /** Restarts after which libraries have what they keep for good. */
    private static final int WARM_UP = 50;

    /** So often a restart waits for results, so that lives of every length come to an end. */
    private static final int FULL_LIFE = 25;

    /** Far fewer than one for each restart, and more than thread pools and class loading make of themselves. */
    private static final int SLACK = 24;

    private static final Duration BACKOFF = Duration.ofSeconds(1);

    private Restarting() {}

    static void leavesNothing(Candidate candidate) throws Exception {
        var often = "supervision { min-backoff = 100ms, max-backoff = 100ms }";
        try (var trial = new Trial(candidate, Schedules.AGAIN_AND_AGAIN, often)) {
            live(trial, Math.min(WARM_UP, candidate.restarts / 2));
            var before = trial.leaks();
            live(trial, candidate.restarts - WARM_UP);
            awaitGivenBack(candidate, trial, before);
            Books.assertClosed(trial.drain(), trial);
        }
    }

    private static void awaitGivenBack(Candidate candidate, Trial trial, Leaks before) {
        try {
            trial.await("all is given back", () -> trial.leaks().isAtMost(before, SLACK));
        } catch (AssertionError e) {
            throw new AssertionError(
                    "what " + candidate.restarts + " lives held is not given back: " + before + " became "
                            + trial.leaks() + ", most of them " + Leaks.commonest(),
                    e);
        }
    }

    private static void live(Trial trial, int lives) {
        for (int life = 1; life <= lives; life++) {
            if (life % FULL_LIFE == 0 || life == lives) trial.awaitResults(1);
            restart(trial);
        }
        trial.awaitResults(1);
    }

    /** Makes it fail and awaits its next start; one that has ended by itself is started again by hand. */
    static void restart(Trial trial) {
        long starts = trial.tampering().starts();
        if (trial.tampering().alive()) trial.tampering().fail();
        else trial.order(Verb.RESTART);
        trial.awaitLeaping("it starts again", BACKOFF, () -> trial.tampering().starts() > starts);
    }
}

package dev.muster.guardian;

import dev.muster.report.Moment;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.apache.pekko.actor.typed.ActorRef;

/**
 * The course of an orderly end: workers stop, then the reporter settles its books and flushes the sinks, then the answer
 * is given. Each phase has its part of the budget; what does not make it is left to the next one to count.
 */
final class Draining {

    /** What the guardian has to do next. */
    enum Step {
        STOP_WORKERS,
        SETTLE_REPORTER,
        ANSWER,
        WAIT
    }

    private enum Phase {
        NOT_BEGUN,
        WORKERS,
        REPORTER,
        OVER
    }

    private final Duration budget;
    private final List<ActorRef<Guardian.Drained>> askers = new ArrayList<>();
    private Phase phase = Phase.NOT_BEGUN;
    private boolean told;
    private boolean settled;
    private Moment begunAt;

    Draining(Duration budget) {
        this.budget = budget;
    }

    /** How long workers may take to stop by themselves: half of it all, so that those stopped by force have time too. */
    Duration workersBudget() {
        return budget.dividedBy(2);
    }

    boolean begun() {
        return phase != Phase.NOT_BEGUN;
    }

    void begin(ActorRef<Guardian.Drained> asker, Moment now) {
        askers.add(asker);
        if (begun()) return;
        phase = Phase.WORKERS;
        begunAt = now;
    }

    void settled() {
        settled = true;
    }

    /** @param quiet whether all workers have ended and nothing is under way */
    Step next(boolean quiet, Moment now) {
        if (phase == Phase.WORKERS && !told) {
            told = true;
            return Step.STOP_WORKERS;
        }
        if (phase == Phase.WORKERS && (quiet || isPast(now, 0.75))) {
            phase = Phase.REPORTER;
            return Step.SETTLE_REPORTER;
        }
        if (phase == Phase.REPORTER && (settled || isPast(now, 0.95))) phase = Phase.OVER;
        return phase == Phase.OVER && !askers.isEmpty() ? Step.ANSWER : Step.WAIT;
    }

    private boolean isPast(Moment now, double part) {
        return now.since(begunAt).toNanos() > budget.toNanos() * part;
    }

    void answer(Guardian.Drained drained) {
        askers.forEach(asker -> asker.tell(drained));
        askers.clear();
    }
}

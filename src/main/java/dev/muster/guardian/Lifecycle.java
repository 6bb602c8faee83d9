package dev.muster.guardian;

import dev.muster.report.Moment;
import dev.muster.report.WorkerState;
import java.util.List;

/** A worker's life as a pure function: an event gives the next life, and effects for the guardian to carry out. */
final class Lifecycle {
    private final Life life;

    /** @param answer to a verb; null for other events */
    record Transition(Lifecycle next, List<Effect> effects, Answer answer) {}

    private Lifecycle(Life life) {
        this.life = life;
    }

    static Lifecycle of(LifeRules rules, Moment now) {
        return new Lifecycle(new Life(rules, now));
    }

    Transition on(Event event, Moment now) {
        var draft = new Life(life, now);
        event.apply(draft);
        return new Transition(new Lifecycle(draft), List.copyOf(draft.effects), draft.answer);
    }

    WorkerState state() {
        return life.state;
    }

    /** To be read only. */
    Life life() {
        return life;
    }
}

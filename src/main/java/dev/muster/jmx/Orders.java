package dev.muster.jmx;

import dev.muster.guardian.Answer;
import dev.muster.guardian.Controls;
import dev.muster.guardian.Levels;
import dev.muster.guardian.Verb;

/** Verbs and levels from JMX, answered with a sentence. A thread of JMX may wait for it: 3 s at most. */
final class Orders {
    private static final String ORIGIN = "jmx";

    private final Controls controls;
    private final Levels levels;

    Orders(Controls controls, Levels levels) {
        this.controls = controls;
        this.levels = levels;
    }

    String tell(String worker, Verb verb) {
        return sentence(
                controls.tell(worker, verb, ORIGIN).toCompletableFuture().join());
    }

    String logLevel(String worker) {
        return levels.of(worker);
    }

    String setLogLevel(String worker, String level) {
        return sentence(levels.set(worker, level, ORIGIN));
    }

    private static String sentence(Answer answer) {
        return answer.done() ? answer.text() : "refused: " + answer.text();
    }
}

package dev.muster.guardian;

import dev.muster.report.Roster;
import dev.muster.report.StateChange;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Flow;
import java.util.concurrent.TimeUnit;
import org.apache.pekko.actor.typed.ActorSystem;
import org.apache.pekko.actor.typed.javadsl.AskPattern;

/**
 * What every face holds in its hands: reads the roster, listens to changes, tells the guardian. Every method may be called
 * from any thread, before, while and after Muster runs, and none blocks.
 */
public final class Controls {
    /** When an answer is there at the latest. The guardian never waits for a worker, so it takes milliseconds. */
    public static final Duration DEADLINE = Duration.ofSeconds(3);

    /** Longer, so that a guardian that hangs is told apart from one that is gone. */
    private static final Duration ASKED = DEADLINE.multipliedBy(2);

    private final ActorSystem<Guardian.Command> system;
    private final Windows windows;
    private final Set<String> workers;

    Controls(ActorSystem<Guardian.Command> system, Windows windows, Set<String> workers) {
        this.system = system;
        this.windows = windows;
        this.workers = workers;
    }

    /** The latest picture, at most a tenth of a second old while Muster runs; the last one afterwards. Never null. */
    public Roster roster() {
        return windows.roster().get();
    }

    /** The names of all workers, in the settings' order, also before there is a first roster. */
    public Set<String> workers() {
        return workers;
    }

    /**
     * Every change in the lives of the workers, from the subscription on. A subscriber is called on a thread of its own,
     * and misses changes when it is more than 1,024 behind; it is completed when Muster has ended.
     */
    public Flow.Publisher<StateChange> changes() {
        return windows.changes().publisher();
    }

    /**
     * Tells one worker a verb. What the answer says has been begun, or why not; the roster shows how it comes out. Telling
     * the same again changes nothing more.
     *
     * @param origin who wants it, for the log: {@code cli}, {@code jmx}, {@code http from 127.0.0.1:5}
     * @return completes normally within {@link #DEADLINE}, whatever happens; an order that was answered as late may still
     *     be obeyed
     */
    public CompletionStage<Answer> tell(String worker, Verb verb, String origin) {
        Objects.requireNonNull(verb, "verb");
        Objects.requireNonNull(origin, "origin");
        if (!workers.contains(worker)) {
            var unknown = "there is no worker '" + worker + "'" + Suggestion.among(worker, workers);
            return CompletableFuture.completedFuture(Answer.refused(unknown));
        }
        var answer = new CompletableFuture<Answer>();
        answer.completeOnTimeout(
                Answer.refused("no answer within " + DEADLINE.toSeconds() + " s"),
                DEADLINE.toMillis(),
                TimeUnit.MILLISECONDS);
        order(worker, verb, origin).whenComplete((given, failure) -> answer.complete(failure == null ? given : late()));
        return answer;
    }

    private CompletionStage<Answer> order(String worker, Verb verb, String origin) {
        if (ended()) return CompletableFuture.completedFuture(late());
        try {
            return AskPattern.<Guardian.Command, Answer>ask(
                    system, replyTo -> new Guardian.Order(worker, verb, origin, replyTo), ASKED, system.scheduler());
        } catch (RuntimeException e) {
            // The scheduler throws when it is asked between the end of the actors and the end of the system.
            return CompletableFuture.failedFuture(e);
        }
    }

    private boolean ended() {
        return system.getWhenTerminated().toCompletableFuture().isDone();
    }

    private Answer late() {
        return Answer.refused(ended() ? "muster has ended" : "muster is ending");
    }

    /** Tells every worker a verb. Completes within {@link #DEADLINE} with each worker's answer, in the settings' order. */
    public CompletionStage<Map<String, Answer>> tellAll(Verb verb, String origin) {
        var answers = new LinkedHashMap<String, CompletableFuture<Answer>>();
        for (var worker : workers)
            answers.put(worker, tell(worker, verb, origin).toCompletableFuture());
        return CompletableFuture.allOf(answers.values().toArray(CompletableFuture[]::new))
                .thenApply(all -> {
                    var given = new LinkedHashMap<String, Answer>();
                    answers.forEach((worker, answer) -> given.put(worker, answer.join()));
                    return given;
                });
    }
}

package dev.muster.worker;

import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import org.apache.pekko.Done;
import org.apache.pekko.stream.javadsl.Sink;
import org.slf4j.Logger;

/** What Muster gives to one incarnation of a worker. Every method may be called from any thread and none blocks. */
public interface WorkerContext {

    /** The worker's name in the settings. */
    String name();

    /** Counts the actor's lives, from 1, over restarts and respawns. */
    long incarnation();

    /** Logs under the worker's name, with worker, type and incarnation in the MDC, on any thread. */
    Logger log();

    /** Says that the worker is up (STARTING → RUNNING, or no longer degraded). The first result implies it. */
    void up(String message);

    /** Says that the worker runs but lacks something. Holds until the next {@link #up}. */
    void degraded(String why);

    /**
     * Says that the run is complete; the actor stays and awaits {@link WorkerCommand.Trigger}. Call it when all results of
     * the run are acknowledged.
     */
    void completed();

    /**
     * Hands a resource over to be closed when the incarnation ends, a failed start included: on another thread, the last
     * one first. If the incarnation has ended already, it is closed at once.
     *
     * @return the resource itself
     */
    <R extends AutoCloseable> R own(R resource);

    /**
     * Where a stream's results go, back-pressured. A result counts as emitted when it enters; the stage completes when all
     * that entered is acknowledged, also when the upstream fails: then all is delivered first and the failure follows.
     * Cancels the upstream when the worker's {@code limit} is reached. Each materialisation has books of its own.
     */
    Sink<Result, CompletionStage<Done>> results();

    /**
     * Emits one result; it counts as emitted at once. Completes when it is delivered. Calls may overlap, and what overlaps
     * travels together, but their number must be bounded by the caller: that is the back-pressure. {@link Credit} does so
     * for an actor, {@link BlockingWorker} for a thread. What depends on the stage must not block: it runs on a thread of
     * the JVM's common pool.
     *
     * <p>Fails at once with {@link IllegalStateException} when the incarnation has ended or the limit is reached.
     */
    CompletionStage<Done> emit(Result result);

    /**
     * Books results that were produced but had to be thrown away.
     *
     * @param reason a short constant in kebab-case, since it becomes a label: {@code buffer-full}
     * @param count more than 0
     */
    void dropped(String reason, long count);

    /**
     * Says the latest of one of the things that the worker deals with, such as the status of one URL; shown with its
     * account. Of the first 1,000 subjects the last word is kept.
     *
     * @param subject without secrets
     * @param last one clause
     */
    void note(String subject, String last);

    /** Results emitted so far, over all incarnations. */
    long emitted();

    /**
     * Where blocking calls go: threads of this incarnation's own, at most 16 at a time; more calls wait for one. They are
     * interrupted when the incarnation ends, after what it {@link #own owns} is closed, or after 10 s if that hangs. Refuses
     * with {@link java.util.concurrent.RejectedExecutionException} from the end on.
     */
    Executor blocking();
}

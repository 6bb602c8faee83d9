/**
 * The worker contract: everything needed to write a worker, and the only public API of Muster.
 *
 * <p>A worker is one class, a {@link dev.muster.worker.WorkerType}, named by {@code type} in a stanza of
 * {@code application.conf}. It reads its settings from {@link dev.muster.worker.Fields} into a
 * {@link dev.muster.worker.Job}; the job gives the behavior of an actor. There are three ways to that behavior:
 *
 * <ul>
 *   <li>{@link dev.muster.worker.StreamWorker}: a Pekko stream whose elements are the results.
 *   <li>A {@code Behavior<WorkerCommand>} written by hand, with private messages that implement
 *       {@link dev.muster.worker.WorkerCommand}; it emits through a {@link dev.muster.worker.Credit}.
 *   <li>{@link dev.muster.worker.BlockingWorker}: plain code that blocks, on a thread of the worker's own.
 * </ul>
 *
 * <p><b>Who calls, and what may block.</b> {@code read} is called once, before there is any actor, and does no I/O. {@code
 * start} and every handler run on the worker's actor and must return at once; by default an author's worker has threads of
 * its own, so that one that blocks blocks only itself, but then it obeys nobody either. What blocks goes to
 * {@link dev.muster.worker.WorkerContext#blocking()}. {@link dev.muster.worker.WorkerContext} can be used from any thread.
 *
 * <p><b>What each outcome makes Muster do.</b>
 *
 * <ul>
 *   <li>Throwing, from {@code start}, a handler or a stream: the worker failed; it backs off and is started again with a new
 *       context. A {@link dev.muster.worker.PermanentFailure} goes to the longest backoff at once. Nothing thrown reaches
 *       another worker.
 *   <li>{@link dev.muster.worker.WorkerContext#completed()}, or stopping itself: the run is complete; the schedule decides on
 *       the next.
 *   <li>A {@link dev.muster.worker.Result} with a failure: one item failed, and the worker goes on.
 *   <li>A command left unhandled: Muster does it from outside, by stopping the actor and starting another.
 *   <li>The end of an incarnation, whatever its cause: what it {@link dev.muster.worker.WorkerContext#own owns} is closed,
 *       its blocking threads are interrupted, what it emitted is still delivered, and its context refuses further results.
 * </ul>
 *
 * <p>This package knows Pekko and the JDK and nothing else of Muster. The four types that come with Muster use nothing of it
 * that is not public.
 */
package dev.muster.worker;

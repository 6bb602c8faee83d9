/**
 * The worker contract: everything needed to write a worker, and the only public API of Muster.
 *
 * <p>A worker is one class, a {@link dev.muster.worker.WorkerType}, named by {@code type} in a stanza of
 * {@code application.conf}. It reads its settings from {@link dev.muster.worker.Fields} into a
 * {@link dev.muster.worker.Job}; the job starts an actor, most easily a
 * {@link dev.muster.worker.StreamWorker stream}. Supervision, schedule, books and faces come from outside.
 *
 * <p>This package knows Pekko and the JDK and nothing else of Muster.
 */
package dev.muster.worker;

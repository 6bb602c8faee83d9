package dev.muster.guardian

import java.util.concurrent.atomic.{AtomicLong, AtomicReference}

import dev.muster.worker.{Job, Result, StreamWorker, WorkerCommand, WorkerContext}
import org.apache.pekko.actor.typed.Behavior
import org.apache.pekko.stream.javadsl.Source

/** A result that says which run it belongs to and which of its results it is. */
final case class Numbered(run: String, number: Long) extends Result {
  override def summary(): String = s"$run #$number"
}

/** A worker that counts without end, run after run, and does mischief when told to. */
final class NumberedJob extends Job {
  private val runs = new AtomicLong()
  private val mischief = new AtomicReference[() => Unit]()

  /** Makes the next element that passes run this, inside a stage of the stream. */
  def next(deed: () => Unit): Unit = mischief.set(deed)

  override def start(worker: WorkerContext): Behavior[WorkerCommand] =
    StreamWorker.of(worker, () => source(s"${worker.name}-${runs.incrementAndGet()}"))

  private def source(run: String): Source[Numbered, _] =
    Source
      .fromIterator[java.lang.Long](() => java.util.stream.LongStream.iterate(0, _ + 1).boxed().iterator())
      .map[Numbered] { number =>
        val deed = mischief.getAndSet(null)
        if (deed != null) deed()
        Numbered(run, number)
      }
}

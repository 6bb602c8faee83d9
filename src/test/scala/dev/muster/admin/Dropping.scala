package dev.muster.admin

import dev.muster.worker.{Fields, Job, WorkerCommand, WorkerType}
import org.apache.pekko.actor.typed.javadsl.Behaviors

/** A worker that drops one thing for each of too many reasons. */
final class Dropping extends WorkerType {
  override def read(fields: Fields): Job = worker =>
    Behaviors.setup[WorkerCommand] { _ =>
      worker.up("dropping")
      (1 to Dropping.reasons).foreach(number => worker.dropped(s"reason-$number", 1))
      Behaviors.empty[WorkerCommand]
    }
}

object Dropping {
  val reasons = 50
}

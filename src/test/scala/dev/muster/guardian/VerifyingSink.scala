package dev.muster.guardian

import java.util.concurrent.ConcurrentLinkedQueue
import java.util.concurrent.atomic.AtomicLong

import scala.collection.mutable
import scala.concurrent.duration._
import scala.jdk.CollectionConverters._

import dev.muster.report.sinks.{SinkCommand, SinkPlan}
import org.apache.pekko.actor.typed.Behavior
import org.apache.pekko.actor.typed.Props
import org.apache.pekko.actor.typed.scaladsl.Behaviors

/** A lossless sink that takes its time and holds every run to be a prefix: no number missing, none twice. */
final class VerifyingSink(pause: FiniteDuration) {
  val taken = new AtomicLong()
  val faults = new ConcurrentLinkedQueue[String]()
  private val next = mutable.Map.empty[String, Long]

  def plan: SinkPlan = SinkPlan.lossless("verifying", behavior, Props.empty)

  private def behavior: Behavior[SinkCommand] = Behaviors.setup { context =>
    Behaviors.receiveMessage {
      case delivery: SinkCommand.Deliver =>
        delivery.results.asScala.foreach { case Numbered(run, number) => verify(run, number) }
        context.scheduleOnce(pause, delivery.replyTo, new SinkCommand.Taken("verifying", delivery.id))
        Behaviors.same
      case flush: SinkCommand.Flush =>
        flush.replyTo ! new SinkCommand.Flushed("verifying")
        Behaviors.same
      case _ => Behaviors.same
    }
  }

  private def verify(run: String, number: Long): Unit = {
    val expected = next.getOrElse(run, 0L)
    if (number != expected) faults.add(s"$run: $number came where $expected was due")
    next(run) = number + 1
    taken.incrementAndGet()
  }
}

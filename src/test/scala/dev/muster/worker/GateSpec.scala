package dev.muster.worker

import java.util.concurrent.atomic.AtomicInteger

import scala.concurrent.{Future, Promise}

import org.apache.pekko.actor.testkit.typed.scaladsl.ScalaTestWithActorTestKit
import org.apache.pekko.stream.scaladsl.{Keep, Sink, Source}
import org.scalatest.wordspec.AnyWordSpecLike

/** What a pause holds: also what was on its way when it came. */
class GateSpec extends ScalaTestWithActorTestKit with AnyWordSpecLike {

  /** A source that is asked for its one element and takes its time, and the gate behind it. */
  private class Late {
    val element: Promise[String] = Promise()
    private val begun = Promise[Unit]()
    val before, behind = new AtomicInteger
    private val source = Source.unfoldAsync(0) { n =>
      begun.trySuccess(())
      if (n > 0) Future.successful(None) else element.future.map(it => Some(1 -> it))(system.executionContext)
    }
    private val counted = source.map { it => before.incrementAndGet(); it }
    private val sink = Sink.foreach[String](_ => behind.incrementAndGet(): Unit)
    val (gate, done) = counted.viaMat(new Gate[String])(Keep.right).toMat(sink)(Keep.both).run()
    begun.future.futureValue
  }

  "A closed gate" should {
    "hold what was asked for before it was closed, and let it go when it opens, also as the last" in {
      val late = new Late
      late.gate.close()
      late.element.success("late")
      eventually(late.before.get shouldBe 1)
      late.behind.get shouldBe 0
      late.done.isCompleted shouldBe false
      late.gate.open()
      late.done.futureValue
      late.behind.get shouldBe 1
    }
  }
}

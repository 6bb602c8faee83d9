package dev.muster.worker

import java.util.concurrent.atomic.AtomicInteger

import org.apache.pekko.actor.testkit.typed.scaladsl.ScalaTestWithActorTestKit
import org.apache.pekko.stream.OverflowStrategy
import org.apache.pekko.stream.scaladsl.{Keep, Sink, Source}
import org.scalatest.wordspec.AnyWordSpecLike

/** What a pause holds: also what was on its way when it came. */
class GateSpec extends ScalaTestWithActorTestKit with AnyWordSpecLike {

  /** A source that was asked for one more element, and the gate behind it. It hears both in the order they were told.
    */
  private class Asked {
    val before, behind = new AtomicInteger
    private val counted = Source.queue[String](1, OverflowStrategy.fail).map { it => before.incrementAndGet(); it }
    private val sink = Sink.foreach[String](_ => behind.incrementAndGet(): Unit)
    val ((queue, gate), done) = counted.viaMat(new Gate[String])(Keep.both).toMat(sink)(Keep.both).run()
    queue.offer("early")
    eventually(behind.get shouldBe 1)
  }

  "A closed gate" should {
    "hold what was asked for before it was closed, and let it go when it opens, also as the last" in {
      val asked = new Asked
      asked.gate.close()
      asked.queue.offer("late")
      asked.queue.complete()
      eventually(asked.before.get shouldBe 2)
      asked.behind.get shouldBe 1
      asked.done.isCompleted shouldBe false
      asked.gate.open()
      asked.done.futureValue
      asked.behind.get shouldBe 2
    }
  }
}

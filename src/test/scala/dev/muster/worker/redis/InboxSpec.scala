package dev.muster.worker.redis

import java.util.concurrent.atomic.AtomicInteger

import org.scalatest.matchers.should.Matchers
import org.scalatest.wordspec.AnyWordSpec

import dev.muster.worker.{Result, Text}

class InboxSpec extends AnyWordSpec with Matchers {

  private final case class Weighing(override val weight: Int) extends Result {
    override def summary: String = s"$weight bytes"
  }

  private class Taker(maxCount: Int, maxBytes: Long) {
    val told = new AtomicInteger()
    val inbox = new Inbox(maxCount, maxBytes, () => told.incrementAndGet())
    val batch = new java.util.ArrayDeque[Result]()
    def offer(weights: Int*): Unit = weights.foreach(w => inbox.offer(Weighing(w)))
    def take(): Int = { batch.clear(); inbox.refill(batch); batch.size }
  }

  "An inbox" should {

    "hold no more than its number of results, those handed over included until the next are asked for" in new Taker(
      3,
      1000
    ) {
      offer(1, 1, 1, 1)
      inbox.takeOverflowed() shouldBe 1
      take() shouldBe 3
      offer(1)
      inbox.takeOverflowed() shouldBe 1
      take() shouldBe 0
      offer(1)
      inbox.takeOverflowed() shouldBe 0
    }

    "hold no more than its bytes, but one result of any size" in new Taker(100, 10) {
      offer(50)
      inbox.takeOverflowed() shouldBe 0
      take() shouldBe 1
      take() shouldBe 0
      offer(6, 5, 4)
      inbox.takeOverflowed() shouldBe 1
      take() shouldBe 2
    }

    "hold texts of any script within its bytes" in new Taker(100, 2048) {
      for (text <- Seq("\u6c34" * 500, "\u6c34" * 500, "\u6c34" * 500)) inbox.offer(new Message("demo", text))
      inbox.takeOverflowed() shouldBe 2
      new Text("\u6c34" * 500).weight should be > 1000
    }

    "take what must not be dropped even when full" in new Taker(1, 1000) {
      offer(1)
      inbox.put(Weighing(1))
      take() shouldBe 2
    }

    "tell a taker that waits, once a burst" in new Taker(100, 1000) {
      offer(1)
      inbox.announce()
      told.get shouldBe 0
      take() shouldBe 1
      take() shouldBe 0
      offer(1, 1)
      inbox.announce()
      inbox.announce()
      told.get shouldBe 1
    }

    "give up what nobody will take, and take nothing more, once closed" in new Taker(100, 1000) {
      offer(1, 1)
      inbox.close() shouldBe 2
      offer(1)
      inbox.close() shouldBe 0
    }
  }
}

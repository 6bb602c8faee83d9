package dev.muster.worker.redis

import java.util.concurrent.TimeUnit
import java.util.concurrent.atomic.AtomicInteger

import io.netty.buffer.Unpooled
import io.netty.channel.embedded.EmbeddedChannel
import org.scalatest.matchers.should.Matchers
import org.scalatest.wordspec.AnyWordSpec

/** On a channel whose time stands still until told otherwise. */
class TapSpec extends AnyWordSpec with Matchers {

  private class Connection {
    val lost = new AtomicInteger()
    val inbox = new Inbox(4, 1 << 20, () => ())
    val tap = new Tap(inbox, () => lost.incrementAndGet())
    val channel = new EmbeddedChannel(tap)
    channel.freezeTime()

    def receive(messages: Int): Unit = {
      (1 to messages).foreach(_ => inbox.offer(new Message("demo", "hi")))
      channel.writeInbound(Unpooled.EMPTY_BUFFER)
    }
    def empty(): Unit = {
      while (inbox.refill(new java.util.ArrayDeque())) ()
      tap.relieve()
      channel.runPendingTasks()
    }
    def pass(millis: Long): Unit = {
      channel.advanceTimeBy(millis, TimeUnit.MILLISECONDS)
      channel.runScheduledPendingTasks()
    }
    def isReading: Boolean = channel.config().isAutoRead && !tap.isPaused
  }

  "A tap" should {

    "stop reading when the inbox is nearly full, and go on when it is low again" in new Connection {
      receive(2)
      isReading shouldBe true
      receive(1)
      isReading shouldBe false
      empty()
      isReading shouldBe true
    }

    "go on before Redis would hang up, and pause again only after relief" in new Connection {
      receive(3)
      pass(249)
      isReading shouldBe false
      pass(1)
      isReading shouldBe true
      receive(1)
      isReading shouldBe true
      empty()
      receive(3)
      isReading shouldBe false
    }

    "tell the end of its connection, also while paused" in new Connection {
      receive(3)
      channel.close()
      lost.get shouldBe 1
      tap.isPaused shouldBe false
    }
  }
}

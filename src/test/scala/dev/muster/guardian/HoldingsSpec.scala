package dev.muster.guardian

import java.time.{Duration => JDuration}
import java.util.concurrent.atomic.AtomicInteger
import java.util.concurrent.{CountDownLatch, RejectedExecutionException, TimeUnit}

import org.scalatest.matchers.should.Matchers
import org.scalatest.wordspec.AnyWordSpec
import org.slf4j.LoggerFactory

/** The end of what one incarnation holds: resources, and threads for calls that block. */
class HoldingsSpec extends AnyWordSpec with Matchers {
  private val never = new CountDownLatch(1)

  private def holdings(patience: JDuration): Holdings =
    new Holdings("held", new AtomicInteger, LoggerFactory.getLogger("muster.worker.held"), patience)

  /** A call that waits until it is interrupted, or for half a minute. */
  private class Call {
    val begun, interrupted = new CountDownLatch(1)
    def run(): Unit = {
      begun.countDown()
      try never.await(30, TimeUnit.SECONDS): Unit
      catch { case _: InterruptedException => interrupted.countDown() }
    }
  }

  private def calling(holdings: Holdings): Call = {
    val call = new Call
    holdings.blocking.execute(() => call.run())
    call.begun.await(30, TimeUnit.SECONDS) shouldBe true
    call
  }

  "Calls that block" should {
    "be interrupted when all resources are closed, not before, and be refused from the end on" in {
      val held = holdings(JDuration.ofSeconds(30))
      val call = calling(held)
      val mayClose = new CountDownLatch(1)
      held.add[AutoCloseable](() => mayClose.await(30, TimeUnit.SECONDS): Unit)
      held.close()
      a[RejectedExecutionException] should be thrownBy held.blocking.execute(() => ())
      call.interrupted.getCount shouldBe 1
      mayClose.countDown()
      call.interrupted.await(30, TimeUnit.SECONDS) shouldBe true
    }

    "be interrupted all the same when a resource does not close" in {
      val held = holdings(JDuration.ofMillis(50))
      val call = calling(held)
      val mayClose = new CountDownLatch(1)
      held.add[AutoCloseable](() => mayClose.await(60, TimeUnit.SECONDS): Unit)
      held.close()
      call.interrupted.await(30, TimeUnit.SECONDS) shouldBe true
      mayClose.countDown()
    }
  }
}

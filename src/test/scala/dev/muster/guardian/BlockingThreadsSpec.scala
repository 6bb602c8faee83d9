package dev.muster.guardian

import java.util.concurrent.{CountDownLatch, CyclicBarrier, RejectedExecutionException, ThreadPoolExecutor, TimeUnit}
import java.util.concurrent.atomic.AtomicInteger

import scala.concurrent.duration._

import org.scalatest.concurrent.Eventually
import org.scalatest.matchers.should.Matchers
import org.scalatest.wordspec.AnyWordSpec

class BlockingThreadsSpec extends AnyWordSpec with Matchers with Eventually {
  override implicit val patienceConfig: PatienceConfig = PatienceConfig(30.seconds, 5.millis)

  private val made = new AtomicInteger()

  private def pool(most: Int)(use: ThreadPoolExecutor => Any): Unit = {
    made.set(0)
    val pool = BlockingThreads.atMost(
      most,
      task => {
        made.incrementAndGet()
        val thread = new Thread(task, "blocking-threads-spec")
        thread.setDaemon(true)
        thread
      }
    )
    try use(pool)
    finally {
      pool.shutdownNow()
      pool.awaitTermination(30, TimeUnit.SECONDS) shouldBe true
    }
  }

  /** A thread that has done a call waits for the next one a moment later. */
  private def idle(pool: ThreadPoolExecutor): Boolean = pool.getActiveCount == 0

  "Threads for blocking calls" should {
    "be the same for one call after the other" in pool(16) { pool =>
      for (call <- 1L to 200L) {
        pool.execute(() => ())
        eventually(pool.getCompletedTaskCount shouldBe call)
        eventually(idle(pool) shouldBe true)
      }
      // One more now and then, as a call may come before the thread that is done waits again.
      made.get should be < 16
    }

    "be as many as there are calls at one time, up to the limit, while the others wait their turn" in pool(3) { pool =>
      val together = new CyclicBarrier(4)
      for (_ <- 1 to 3) pool.execute(() => together.await())
      val waiting = new CountDownLatch(100)
      for (_ <- 1 to 100) pool.execute(() => waiting.countDown())
      pool.getQueue.size shouldBe 100
      together.await(30, TimeUnit.SECONDS)
      waiting.await(30, TimeUnit.SECONDS) shouldBe true
      made.get shouldBe 3
    }

    "lose no call, though the last thread goes while it comes" in pool(1) { pool =>
      pool.setKeepAliveTime(1, TimeUnit.NANOSECONDS)
      for (_ <- 1 to 20000) {
        val done = new CountDownLatch(1)
        pool.execute(() => done.countDown())
        done.await(30, TimeUnit.SECONDS) shouldBe true
      }
    }

    "take no call after the end, and none that waits is left to hang" in pool(1) { pool =>
      val held = new CountDownLatch(1)
      val second = new CountDownLatch(1)
      pool.execute(() => held.await())
      pool.execute(() => second.countDown())
      pool.shutdown()
      a[RejectedExecutionException] should be thrownBy pool.execute(() => ())
      held.countDown()
      second.await(30, TimeUnit.SECONDS) shouldBe true
    }
  }
}

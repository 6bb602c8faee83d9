package dev.muster

import java.util.concurrent.{CompletableFuture, TimeUnit, TimeoutException}

import scala.util.Using

import org.apache.pekko.Done
import org.apache.pekko.actor.CoordinatedShutdown
import org.scalatest.matchers.should.Matchers
import org.scalatest.wordspec.AnyWordSpec

/** Which of two ends the exit code is of. The JVM takes the later one, if it comes in its last microseconds. */
class ExitCodeSpec extends AnyWordSpec with Matchers {
  private val conf =
    """muster.exit-when-done = true
      |muster.workers { files { type = file-writer, directory = target/exit-code, every = 1h } }
      |""".stripMargin

  private def gone(reason: CoordinatedShutdown.Reason)(check: RunningMuster => Unit): Unit =
    Using.resource(new RunningMuster(conf)) { muster =>
      CoordinatedShutdown.get(muster.actors).runAll(reason).toCompletableFuture.get(30, TimeUnit.SECONDS)
      muster.actors.getWhenTerminated.toCompletableFuture.get(30, TimeUnit.SECONDS)
      check(muster)
    }

  private def ended(reason: CoordinatedShutdown.Reason)(check: CompletableFuture[Done] => Unit): Unit =
    gone(reason)(muster => check(muster.terminated.toCompletableFuture))

  "Actors that go by themselves" should {
    "be told of, for they have crashed" in
      ended(CoordinatedShutdown.actorSystemTerminateReason)(_.get(30, TimeUnit.SECONDS))
  }

  "Actors that a signal's exit takes along" should {
    "not be taken for a crash, whose code could win against the signal's" in
      ended(CoordinatedShutdown.jvmExitReason) { terminated =>
        // All is over, so it would be told within microseconds.
        a[TimeoutException] should be thrownBy terminated.get(300, TimeUnit.MILLISECONDS)
      }
  }

  "Workers that a drain ends" should {
    "not be taken for done, whose code could win against the signal's" in
      gone(CoordinatedShutdown.jvmExitReason)(_.ended.toCompletableFuture.isDone shouldBe false)
  }
}

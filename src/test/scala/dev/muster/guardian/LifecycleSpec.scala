package dev.muster.guardian

import dev.muster.report.WorkerState._
import org.scalatest.matchers.should.Matchers
import org.scalatest.wordspec.AnyWordSpec

/** Starts, failures and ends of a worker: what each event makes of its life. */
class LifecycleSpec extends AnyWordSpec with Matchers with LifeUnderTest {
  "A worker" should {
    "be STARTING until it says that it is up" in {
      val worker = new Subject().begun
      worker.does(spawn) shouldBe true
      worker.on(new Event.Started).state shouldBe STARTING
      worker.on(new Event.CameUp("Subscribed")).state shouldBe RUNNING
      worker.life.message shouldBe "Subscribed"
    }

    "not flap through RUNNING while its world is down" in {
      val worker = new Subject().begun
      for (_ <- 1 to 5) {
        worker.on(new Event.Started).state shouldBe STARTING
        worker.failed().state shouldBe BACKING_OFF
      }
    }

    "tell the exact instant of its next attempt, doubling up to the longest wait" in {
      val worker = new Subject().begun
      val waits = (1 to 7).map { _ =>
        worker.on(new Event.Started).failed()
        worker.life.nextAt.since(worker.now).toMillis
      }
      waits shouldBe Seq(200, 400, 800, 1600, 3200, 5000, 5000)
      worker.life.attempt shouldBe 7
    }

    "count no attempt while all is well, but remember for how long it has to be" in {
      val worker = new Subject().running.failed().on(new Event.Started).on(new Event.CameUp("up"))
      worker.life.attempt shouldBe 0
      worker.failed().life.attempt shouldBe 2
    }

    "count its failures from the beginning after it has lived long enough" in {
      val worker = new Subject().begun.on(new Event.Started).failed().on(new Event.Started)
      worker.failed(after = second.multipliedBy(31))
      worker.life.attempt shouldBe 1
    }

    "be tried at the slow end at once after a failure that will not mend by itself" in {
      val worker = new Subject().begun.on(new Event.Started).failed(permanent = true)
      worker.life.nextAt.since(worker.now).toMillis shouldBe 5000
      worker.on(new Event.Started).failed()
      worker.life.nextAt.since(worker.now).toMillis shouldBe 200
      worker.life.attempt shouldBe 2
    }

    "count all its failures in a row, whatever they are of" in {
      val worker = new Subject().begun
      for ((permanent, n) <- Seq(false, false, true, false, true, false).zipWithIndex) {
        worker.on(new Event.Started).failed(permanent = permanent)
        worker.life.attempt shouldBe n + 1
      }
    }

    "begin at the quick end again after such a failure, as supervision does" in {
      val worker = new Subject().begun
      for (_ <- 1 to 6) worker.on(new Event.Started).failed()
      worker.on(new Event.Started).failed(permanent = true).on(new Event.Started).failed()
      worker.life.nextAt.since(worker.now).toMillis shouldBe 200
    }

    "be FAILED with its cause when supervision gives up, and end the process only if it is to" in {
      val worker = new Subject(rules(maxRestarts = 1)).running.failed().on(new Event.Started).failed()
      worker.gone("broken").state shouldBe FAILED
      worker.life.lastFailure shouldBe "broken"
      worker.does(new Effect.Exit) shouldBe false
      new Subject(rules(maxRestarts = 0, exit = true)).running
        .failed()
        .gone("broken")
        .does(new Effect.Exit) shouldBe true
    }

    "be FAILED at once, and stay so, if it cannot be made" in {
      val worker = new Subject(rules(broken = "class x not found")).begun
      worker.state shouldBe FAILED
      worker.does(new Effect.Exit) shouldBe false
      worker.told(Verb.RESTART) shouldBe new Answer(false, "cannot start: class x not found")
      worker.does(spawn) shouldBe false
    }

    "end the process if it is to, also if it cannot be made" in {
      new Subject(rules(broken = "class x not found", exit = true)).begun.does(new Effect.Exit) shouldBe true
    }

    "complete when its only run does" in {
      val worker = new Subject().running.on(new Event.RunCompleted(false))
      worker.does(kill) shouldBe true
      worker.gone().state shouldBe COMPLETED
    }

    "complete when it stops by itself" in {
      new Subject().running.gone().state shouldBe COMPLETED
    }

    "be degraded until it is up again" in {
      val worker = new Subject().running.on(new Event.Degraded("no link"))
      worker.life.degraded shouldBe true
      worker.state shouldBe RUNNING
      worker.on(new Event.CameUp("back")).life.degraded shouldBe false
      worker.on(new Event.Degraded("no link")).on(new Event.Failed("lost", false, null)).life.degraded shouldBe false
    }

    "be degraded no longer than it lives" in {
      def degraded = new Subject(rules(maxRestarts = 0)).running.on(new Event.Degraded("no link"))
      val ended = Seq(degraded.stopping.gone(), degraded.runCompleted().gone(), degraded.failed().gone("broken"))
      ended.map(_.state) shouldBe Seq(STOPPED, COMPLETED, FAILED)
      ended.map(_.life.degraded) shouldBe Seq(false, false, false)
    }

    "not repeat in its next life what it said in the one before" in {
      val worker = new Subject().running.failed().on(new Event.Started)
      (worker.state, worker.life.message) shouldBe (STARTING -> "")
      worker.on(new Event.CameUp("up")).restarting.gone()
      (worker.state, worker.life.message) shouldBe (STARTING -> "")
    }
  }
}

package dev.muster.guardian

import dev.muster.report.WorkerState._
import dev.muster.worker.WorkerCommand
import org.scalatest.matchers.should.Matchers
import org.scalatest.wordspec.AnyWordSpec

/** How a life is ended by others, and what becomes of one that does not end. */
class StoppingSpec extends AnyWordSpec with Matchers with LifeUnderTest {
  "Stopping" should {
    "ask first, then use force, then say that it is stuck" in {
      val worker = new Subject().running
      worker.told(Verb.STOP).done shouldBe true
      worker.does(new Effect.Tell(WorkerCommand.Stop.INSTANCE)) shouldBe true
      worker.does(kill) shouldBe false
      worker.on(new Event.Due(Effect.Timer.OVERDUE)).does(kill) shouldBe true
      worker.on(new Event.Due(Effect.Timer.STUCK)).life.stuck should not be null
      worker.gone().state shouldBe STOPPED
    }

    "be at once for a worker that backs off" in {
      val worker = new Subject().running.failed()
      worker.told(Verb.STOP)
      worker.does(kill) shouldBe true
      worker.gone().state shouldBe STOPPED
    }

    "not be undone by a failure on the way" in {
      val worker = new Subject().running
      worker.told(Verb.STOP)
      worker.failed().does(kill) shouldBe true
      worker.gone("broken").state shouldBe STOPPED
    }
  }

  "A stuck worker" should {
    "be marked in whatever state it is, and no longer when it goes on" in {
      val worker = new Subject().running.on(new Event.Stuck(start, "a.B.c(B.java:1)"))
      worker.life.stuck shouldBe start
      worker.state shouldBe RUNNING
      worker.on(new Event.Unstuck).life.stuck shouldBe null
    }

    "be left behind by a restart, for an actor that begins from the beginning" in {
      val running = new Subject().running.on(new Event.Stuck(start, "a.B.c(B.java:1)"))
      for (worker <- Seq(running, new Subject().running.stuck)) {
        worker.told(Verb.RESTART).done shouldBe true
        worker.effects should contain inOrder (new Effect.Abandon, spawn)
        worker.state shouldBe STARTING
        worker.life.stuck shouldBe null
      }
    }
  }

  "Draining" should {
    "leave nobody who would start again" in {
      val worker = new Subject(rules(every(second))).running
      worker.on(new Event.Drain).does(new Effect.Tell(WorkerCommand.Stop.INSTANCE)) shouldBe true
      worker.gone().state shouldBe STOPPED
      worker.on(new Event.Due(Effect.Timer.RUN)).does(spawn) shouldBe false
    }
  }
}

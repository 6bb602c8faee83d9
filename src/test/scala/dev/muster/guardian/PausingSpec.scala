package dev.muster.guardian

import dev.muster.report.WorkerState._
import dev.muster.worker.WorkerCommand
import org.scalatest.matchers.should.Matchers
import org.scalatest.wordspec.AnyWordSpec

/** What pause and resume make of a life. */
class PausingSpec extends AnyWordSpec with Matchers with LifeUnderTest {
  "Pausing" should {
    "leave the actor in place if it knows how to pause" in {
      val worker = new Subject().running
      worker.told(Verb.PAUSE).done shouldBe true
      worker.on(new Event.PauseAnswered(true)).state shouldBe PAUSED
      worker.told(Verb.RESUME).done shouldBe true
      worker.does(new Effect.Tell(WorkerCommand.Resume.INSTANCE)) shouldBe true
    }

    "stop it and keep its place if it does not, or not in time" in {
      val unable = new Subject().running
      unable.told(Verb.PAUSE)
      unable.on(new Event.PauseAnswered(false)).does(kill) shouldBe true
      unable.gone().state shouldBe PAUSED
      unable.told(Verb.RESUME).done shouldBe true
      unable.does(spawn) shouldBe true
      val slow = new Subject().running
      slow.told(Verb.PAUSE)
      slow.on(new Event.Due(Effect.Timer.OVERDUE)).does(kill) shouldBe true
    }

    "hold a worker that backs off" in {
      val worker = new Subject().running.failed()
      worker.told(Verb.PAUSE).done shouldBe true
      worker.gone().state shouldBe PAUSED
    }

    "remember that the run was over when it resumes" in {
      val worker = new Subject(rules(every(second))).running
      worker.told(Verb.PAUSE)
      worker.on(new Event.PauseAnswered(true)).on(new Event.RunCompleted(false)).state shouldBe PAUSED
      worker.told(Verb.RESUME)
      worker.state shouldBe WAITING
    }

    "not make a worker look up that never was" in {
      val worker = new Subject().begun.on(new Event.Started)
      worker.told(Verb.PAUSE)
      worker.on(new Event.PauseAnswered(true))
      worker.told(Verb.RESUME)
      worker.state shouldBe STARTING
    }

    "go back to waiting if it was between runs" in {
      val worker = new Subject(rules(every(second))).running.on(new Event.RunCompleted(false))
      worker.told(Verb.PAUSE)
      worker.state shouldBe PAUSED
      worker.told(Verb.RESUME)
      worker.state shouldBe WAITING
    }

    "be taken back by resuming before the worker has answered" in {
      val worker = new Subject().running.pausing
      worker.told(Verb.RESUME) shouldBe new Answer(true, "resuming")
      worker.on(new Event.PauseAnswered(true)).state shouldBe RUNNING
      worker.does(new Effect.Tell(WorkerCommand.Resume.INSTANCE)) shouldBe true
      val unable = new Subject().running.pausing
      unable.told(Verb.RESUME)
      unable.on(new Event.PauseAnswered(false)).state shouldBe RUNNING
      unable.effects shouldBe empty
      val stopped = new Subject().running.pausing.on(new Event.PauseAnswered(false))
      stopped.told(Verb.RESUME)
      stopped.gone().does(spawn) shouldBe true
    }

    "be told once, however often it is asked for" in {
      val worker = new Subject().running.pausing
      worker.told(Verb.PAUSE) shouldBe new Answer(true, "is pausing already")
      worker.effects shouldBe empty
      worker.on(new Event.PauseAnswered(true)).told(Verb.PAUSE) shouldBe new Answer(true, "is paused already")
      worker.effects shouldBe empty
    }

    "not count the time between two continuous runs as skipped" in {
      val worker = new Subject(rules(continuous)).running.pausing.runCompleted()
      worker.state shouldBe PAUSED
      worker.does(new Effect.Cancel(Effect.Timer.RUN)) shouldBe true
    }

    "be kept if the actor ends its run just then, by stopping" in {
      for (schedule <- Seq[ScheduleSettings](every(second), continuous)) withClue(s"$schedule: ") {
        val worker = new Subject(rules(schedule)).running.pausing.gone()
        worker.state shouldBe PAUSED
        worker.does(new Effect.Cancel(Effect.Timer.OVERDUE)) shouldBe true
        worker.told(Verb.RESUME) shouldBe new Answer(true, "resuming")
        worker.state shouldBe WAITING
        worker.life.nextAt should not be null
        val next = worker.starts(Effect.Timer.RUN)
        worker.tick(after = next.get).does(spawn) shouldBe true
      }
    }

    "be over with a worker that has ended just then" in {
      val completed = new Subject().running.pausing.gone()
      completed.state shouldBe COMPLETED
      completed.told(Verb.RESUME) shouldBe new Answer(false, "has ended; restart it")
      val failed = new Subject().running.pausing.gone("broken")
      failed.state shouldBe FAILED
      failed.told(Verb.RESUME) shouldBe new Answer(false, "has ended; restart it")
    }

    "reach an actor that was held while its run ended" in {
      val worker = new Subject(rules(every(second))).running.pausing.runCompleted().on(new Event.PauseAnswered(true))
      worker.told(Verb.RESUME)
      worker.does(new Effect.Tell(WorkerCommand.Resume.INSTANCE)) shouldBe true
      worker.state shouldBe WAITING
    }
  }
}

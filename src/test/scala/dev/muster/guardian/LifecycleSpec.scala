package dev.muster.guardian

import java.time.{Duration => JDuration, Instant}

import scala.jdk.CollectionConverters._

import dev.muster.report.WorkerState
import dev.muster.report.WorkerState._
import dev.muster.worker.WorkerCommand
import org.scalatest.matchers.should.Matchers
import org.scalatest.wordspec.AnyWordSpec

/** A worker's life without actors: what each event makes of it, at exact instants. */
class LifecycleSpec extends AnyWordSpec with Matchers {
  private val start = Instant.parse("2026-01-01T00:00:00Z")
  private val second = JDuration.ofSeconds(1)

  private def rules(
      schedule: ScheduleSettings = ScheduleSettings.once(),
      maxRestarts: Int = -1,
      broken: String = null,
      exit: Boolean = false
  ): LifeRules = new LifeRules(
    schedule,
    new SupervisionSettings(JDuration.ofMillis(200), second.multipliedBy(5), 0, second.multipliedBy(30), maxRestarts),
    second.multipliedBy(5),
    exit,
    broken,
    () => 0.5
  )

  /** A life under test: applies events in order and remembers the last transition. */
  private class Subject(follows: LifeRules = rules()) {
    var now: Instant = start
    var lifecycle: Lifecycle = Lifecycle.of(follows, start)
    var last: Lifecycle.Transition = _

    def on(event: Event, after: JDuration = JDuration.ZERO): Subject = {
      now = now.plus(after)
      last = lifecycle.on(event, now)
      lifecycle = last.next
      this
    }
    def told(verb: Verb): Answer = { on(new Event.Told(verb)); last.answer }
    def state: WorkerState = lifecycle.state
    def life: Life = lifecycle.life
    def effects: Seq[Effect] = last.effects.asScala.toSeq
    def does(effect: Effect): Boolean = effects.contains(effect)
    def begun: Subject = on(new Event.Begin)
    def running: Subject = begun.on(new Event.Started).on(new Event.CameUp("up"))
    def failed(after: JDuration = JDuration.ZERO, permanent: Boolean = false): Subject =
      on(new Event.Failed("broken", permanent), after)
    def gone(cause: String = null): Subject = on(new Event.Terminated(cause))
  }

  private def every(interval: JDuration, delay: JDuration = JDuration.ZERO): ScheduleSettings =
    new ScheduleSettings(ScheduleSettings.Run.EVERY, interval, delay, 0)
  private val continuous = new ScheduleSettings(ScheduleSettings.Run.CONTINUOUS, second, JDuration.ZERO, 0)
  private val spawn = new Effect.Spawn
  private val kill = new Effect.Kill

  "A worker" should {
    "be STARTING until it says that it is up" in {
      val worker = new Subject().begun
      worker.does(spawn) shouldBe true
      worker.on(new Event.Started).state shouldBe STARTING
      worker.on(new Event.CameUp("Subscribed")).state shouldBe RUNNING
      worker.life.how shouldBe "Subscribed"
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
        JDuration.between(worker.now, worker.life.nextAt).toMillis
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
      JDuration.between(worker.now, worker.life.nextAt).toMillis shouldBe 5000
      worker.on(new Event.Started).failed()
      JDuration.between(worker.now, worker.life.nextAt).toMillis shouldBe 200
      worker.life.attempt shouldBe 2
    }

    "begin at the quick end again after such a failure, as supervision does" in {
      val worker = new Subject().begun
      for (_ <- 1 to 6) worker.on(new Event.Started).failed()
      worker.on(new Event.Started).failed(permanent = true).on(new Event.Started).failed()
      JDuration.between(worker.now, worker.life.nextAt).toMillis shouldBe 200
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
      worker.told(Verb.RESTART) shouldBe new Answer(false, "cannot start: class x not found")
      worker.does(spawn) shouldBe false
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
    }
  }

  "A schedule" should {
    "run at every tick, counted from start to start" in {
      val worker = new Subject(rules(every(second.multipliedBy(10)))).running
      worker.on(new Event.RunCompleted(false), after = second).state shouldBe WAITING
      worker.life.nextAt shouldBe start.plusSeconds(10)
      worker.on(new Event.Due(Effect.Timer.RUN), after = second.multipliedBy(9)).state shouldBe RUNNING
      worker.does(new Effect.Tell(WorkerCommand.Trigger.INSTANCE)) shouldBe true
      worker.does(new Effect.Start(Effect.Timer.RUN, second.multipliedBy(10))) shouldBe true
    }

    "skip and count a tick that comes during a run" in {
      val worker = new Subject(rules(every(second))).running.on(new Event.Due(Effect.Timer.RUN))
      worker.life.skippedTicks shouldBe 1
      worker.does(new Effect.Tell(WorkerCommand.Trigger.INSTANCE)) shouldBe false
    }

    "wait for its initial delay" in {
      val worker = new Subject(rules(every(second, delay = second.multipliedBy(3)))).begun
      worker.state shouldBe WAITING
      worker.does(spawn) shouldBe false
      worker.on(new Event.Due(Effect.Timer.RUN)).does(spawn) shouldBe true
    }

    "begin the next continuous run at once, but never in a busy loop" in {
      val long = new Subject(rules(continuous)).running.on(new Event.RunCompleted(false), after = second)
      long.does(new Effect.Start(Effect.Timer.RUN, JDuration.ZERO)) shouldBe true
      val short = new Subject(rules(continuous)).running.on(new Event.RunCompleted(false))
      short.does(new Effect.Start(Effect.Timer.RUN, JDuration.ofMillis(200))) shouldBe true
    }

    "end with the limit, whatever it says" in {
      new Subject(rules(continuous)).running.on(new Event.RunCompleted(true)).gone().state shouldBe COMPLETED
    }
  }

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
  }

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

  "Every verb" should {
    val subjects: Seq[(String, () => Subject)] = Seq(
      "STARTING" -> (() => new Subject().begun.on(new Event.Started)),
      "RUNNING" -> (() => new Subject().running),
      "WAITING" -> (() => new Subject(rules(every(second))).running.on(new Event.RunCompleted(false))),
      "BACKING_OFF" -> (() => new Subject().running.failed()),
      "PAUSED" -> { () =>
        val worker = new Subject().running
        worker.told(Verb.PAUSE)
        worker.on(new Event.PauseAnswered(true))
      },
      "STOPPING" -> { () =>
        val worker = new Subject().running; worker.told(Verb.STOP); worker
      },
      "stuck" -> { () =>
        val worker = new Subject().running
        worker.told(Verb.STOP)
        worker.on(new Event.Due(Effect.Timer.OVERDUE)).on(new Event.Due(Effect.Timer.STUCK))
      },
      "COMPLETED" -> (() => new Subject().running.on(new Event.RunCompleted(false)).gone()),
      "STOPPED" -> { () =>
        val worker = new Subject().running; worker.told(Verb.STOP); worker.gone()
      },
      "FAILED" -> (() => new Subject(rules(maxRestarts = 0)).running.failed().gone("broken"))
    )
    val done = Map(
      Verb.PAUSE -> Set("STARTING", "RUNNING", "WAITING", "BACKING_OFF", "PAUSED"),
      Verb.RESUME -> Set("PAUSED"),
      Verb.TRIGGER -> Set("WAITING", "BACKING_OFF", "COMPLETED", "STOPPED", "FAILED"),
      Verb.RESTART -> subjects.map(_._1).toSet,
      Verb.STOP -> subjects.map(_._1).toSet
    )

    "be answered in every state" in {
      for ((name, subject) <- subjects; verb <- Verb.values) withClue(s"$verb in $name: ") {
        val answer = subject().told(verb)
        answer.text should not be empty
        answer.done shouldBe done(verb)(name)
      }
    }

    "be refused while draining" in {
      for ((name, subject) <- subjects; verb <- Verb.values)
        withClue(s"$verb in $name: ")(subject().on(new Event.Drain).told(verb).done shouldBe false)
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

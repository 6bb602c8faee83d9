package dev.muster.guardian

import java.time.{Duration => JDuration}

import dev.muster.report.Moment
import dev.muster.report.WorkerState._
import dev.muster.worker.WorkerCommand
import org.scalatest.matchers.should.Matchers
import org.scalatest.wordspec.AnyWordSpec

/** When runs begin. */
class ScheduleSpec extends AnyWordSpec with Matchers with LifeUnderTest {
  private val ten = second.multipliedBy(10)
  private val run = Effect.Timer.RUN
  private val trigger = new Effect.Tell(WorkerCommand.Trigger.INSTANCE)
  private def ticking(jitter: Double = 0, random: => Double = 0.5): Subject =
    new Subject(rules(every(ten, jitter = jitter), random = random)).running

  "A schedule" should {
    "run at every tick, counted from start to start" in {
      val worker = ticking().runCompleted(after = second)
      worker.state shouldBe WAITING
      worker.life.nextAt.at shouldBe start.plusSeconds(10)
      worker.tick(after = second.multipliedBy(9)).state shouldBe RUNNING
      worker.does(trigger) shouldBe true
      worker.starts(run) shouldBe Some(ten)
    }

    "not drift, however late its timers are" in {
      val worker = ticking().runCompleted()
      for (n <- 1 to 1000) {
        val rest = worker.life.nextRunAt.since(worker.now)
        worker.tick(after = rest.plusMillis(7)).runCompleted(after = second)
        worker.life.nextAt.at shouldBe start.plusSeconds(10L * (n + 1))
      }
      worker.life.ticks.missed shouldBe 0
    }

    "be late by its jitter, at random and without a drift" in {
      val draws = Iterator.continually(Seq(0.0, 1.0, 0.5)).flatten
      val worker = ticking(jitter = 0.4, random = draws.next()).runCompleted()
      val at = (1 to 6).map { _ =>
        val due = worker.life.nextRunAt
        worker.tick(after = due.since(worker.now)).runCompleted()
        JDuration.between(start, due.at).toMillis
      }
      at shouldBe Seq(10000, 24000, 32000, 40000, 54000, 62000)
    }

    "skip and count a tick that comes during a run" in {
      val worker = ticking().tick(after = ten)
      worker.life.skippedTicks shouldBe 1
      worker.does(trigger) shouldBe false
      worker.starts(run) shouldBe Some(ten)
    }

    "run once after the process has slept, and count the ticks that it slept through" in {
      val worker = ticking().runCompleted()
      worker.tick(after = ten.multipliedBy(50).plusSeconds(3)).state shouldBe RUNNING
      worker.starts(run) shouldBe Some(second.multipliedBy(7))
      worker.life.skippedTicks + worker.life.ticks.missed shouldBe 49
    }

    "tell everybody the same moment of the next run while the clocks only drift" in {
      val worker = ticking().runCompleted(after = second)
      val planned = worker.life.nextAt.at
      for (drift <- Seq(-999L, -1L, 1L, 999L)) {
        val now = new Moment(worker.now.at.plusMillis(drift), worker.now.nanos)
        worker.life.nextAt.seenFrom(now) shouldBe planned
      }
    }

    "neither storm nor stall when the clock is set" in {
      for (wall <- Seq(start.minusSeconds(100000), start.plusSeconds(100000))) {
        val worker = ticking().runCompleted(after = second)
        worker.now = new Moment(wall, worker.now.nanos)
        worker.life.nextAt.seenFrom(worker.now) shouldBe wall.plusSeconds(9)
        worker.tick(after = second.multipliedBy(9)).starts(run) shouldBe Some(ten)
        worker.runCompleted(after = second).life.skippedTicks shouldBe 0
        val quick = new Subject(rules(continuous)).running
        quick.now = new Moment(wall, quick.now.nanos)
        quick.runCompleted().starts(run) shouldBe Some(JDuration.ofMillis(200))
        val failing = new Subject().begun.on(new Event.Started).failed().on(new Event.Started)
        failing.now = new Moment(wall, failing.now.nanos)
        failing.failed().life.attempt shouldBe 2
      }
    }

    "wait for its initial delay" in {
      val worker = new Subject(rules(every(second, delay = second.multipliedBy(3)))).begun
      worker.state shouldBe WAITING
      worker.does(spawn) shouldBe false
      worker.starts(run) shouldBe Some(second.multipliedBy(3))
      worker.tick(after = second.multipliedBy(3)).does(spawn) shouldBe true
      worker.starts(run) shouldBe Some(second)
    }

    "begin the next continuous run at once, but never in a busy loop" in {
      new Subject(rules(continuous)).running.runCompleted(after = second).starts(run) shouldBe Some(JDuration.ZERO)
      new Subject(rules(continuous)).running.runCompleted().starts(run) shouldBe Some(JDuration.ofMillis(200))
    }

    "end with the limit, whatever it says" in {
      new Subject(rules(continuous)).running.on(new Event.RunCompleted(true)).gone().state shouldBe COMPLETED
    }

    "let supervision repeat a failed run, and skip the ticks until that is done" in {
      val worker = ticking().failed(after = second).tick(after = second.multipliedBy(9))
      worker.state shouldBe BACKING_OFF
      worker.life.skippedTicks shouldBe 1
      worker.on(new Event.Started).on(new Event.CameUp("up")).runCompleted().state shouldBe WAITING
      worker.life.nextAt.at shouldBe start.plusSeconds(20)
    }
  }

  "The next tick" should {
    "stay where it was when a worker is paused and resumed" in {
      val worker = ticking().runCompleted(after = second).pausing
      worker.state shouldBe PAUSED
      worker.after(second.multipliedBy(34)).told(Verb.RESUME)
      worker.life.nextAt.at shouldBe start.plusSeconds(40)
      worker.life.skippedTicks + worker.life.ticks.missed shouldBe 0
    }

    "stay where it was when a worker is paused during its initial delay" in {
      for (
        schedule <- Seq(every(second, delay = ten), new ScheduleSettings(ScheduleSettings.Run.ONCE, second, ten, 0))
      ) {
        val worker = new Subject(rules(schedule)).begun.pausing
        worker.after(second).told(Verb.RESUME)
        worker.state shouldBe WAITING
        worker.starts(run) shouldBe Some(second.multipliedBy(9))
      }
    }

    "stay where it was when a worker is triggered between" in {
      val worker = ticking().runCompleted(after = second)
      worker.told(Verb.TRIGGER) shouldBe new Answer(true, "running now")
      worker.runCompleted(after = second).life.nextAt.at shouldBe start.plusSeconds(10)
    }

    "stay where it was when an actor that cannot run again is replaced" in {
      val worker = ticking().runCompleted().tick(after = ten).on(new Event.Refused)
      worker.gone().does(spawn) shouldBe true
      worker.starts(run) shouldBe None
      worker.does(new Effect.Cancel(run)) shouldBe false
    }

    "be counted from a restart" in {
      val worker = ticking().runCompleted().after(second.multipliedBy(3)).restarting.gone()
      worker.does(spawn) shouldBe true
      worker.starts(run) shouldBe Some(ten)
    }
  }

  "A limit" should {
    "be counted anew after a restart, and after a trigger when all is over, but not otherwise" in {
      new Subject().running.on(new Event.RunCompleted(true)).gone().restarting.does(countAnew) shouldBe true
      val again = new Subject().running.on(new Event.RunCompleted(true)).gone()
      again.told(Verb.TRIGGER)
      again.does(countAnew) shouldBe true
      new Subject().running.restarting.gone().does(countAnew) shouldBe true
      val failing = new Subject().running.failed()
      failing.told(Verb.TRIGGER)
      failing.gone().does(spawn) shouldBe true
      failing.does(countAnew) shouldBe false
    }
  }
}

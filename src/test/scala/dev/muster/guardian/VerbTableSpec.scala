package dev.muster.guardian

import dev.muster.guardian.Verb._
import dev.muster.report.WorkerState
import org.scalatest.matchers.should.Matchers
import org.scalatest.wordspec.AnyWordSpec

/** Every verb in every state, by the table. */
class VerbTableSpec extends AnyWordSpec with Matchers with LifeUnderTest {
  private val subjects: Seq[(String, () => Subject)] = Seq(
    "STARTING" -> (() => new Subject().begun.on(new Event.Started)),
    "RUNNING" -> (() => new Subject().running),
    "pausing" -> (() => new Subject().running.pausing),
    "WAITING" -> (() => new Subject(rules(every(second))).running.runCompleted()),
    "BACKING_OFF" -> (() => new Subject().running.failed()),
    "PAUSED" -> (() => new Subject().running.paused),
    "PAUSED without an actor" -> (() => new Subject(rules(every(second))).running.pausing.gone()),
    "STOPPING" -> (() => new Subject().running.stopping),
    "STOPPING to restart" -> (() => new Subject().running.restarting),
    "stuck" -> (() => new Subject().running.stuck),
    "COMPLETED" -> (() => new Subject().running.runCompleted().gone()),
    "STOPPED" -> (() => new Subject().running.stopping.gone()),
    "FAILED" -> (() => new Subject(rules(maxRestarts = 0)).running.failed().gone("broken"))
  )

  "Every verb" should {
    "be answered in every state by the table, and bring the state that it says" in {
      for ((name, subject) <- subjects; verb <- Verb.values) withClue(s"$verb in $name: ") {
        val worker = subject()
        val before = worker.state
        val answer = worker.told(verb)
        VerbTable.faults(verb, Seq(before), answer) shouldBe empty
      }
    }

    "change nothing more when it is told again" in {
      for ((name, subject) <- subjects; verb <- Seq(PAUSE, RESUME, STOP)) withClue(s"$verb in $name: ") {
        val worker = subject()
        worker.told(verb)
        val state = worker.state
        worker.told(verb)
        worker.effects.filterNot(_.isInstanceOf[Effect.Log]) shouldBe empty
        worker.state shouldBe state
      }
    }

    "leave a worker that was told to stop stopped, and one that was told to pause paused" in {
      for ((name, subject) <- subjects if name != "stuck") withClue(s"$name: ") {
        val stopped = subject().stopping
        if (stopped.life.alive) stopped.gone()
        stopped.state.ended shouldBe true
        val paused = subject().pausing
        if (paused.last.answer.done) {
          if (paused.life.pausing) paused.on(new Event.PauseAnswered(false))
          if (paused.state == WorkerState.STOPPING) paused.gone()
          paused.state shouldBe WorkerState.PAUSED
        }
      }
    }

    "be refused while draining" in {
      for ((name, subject) <- subjects; verb <- Verb.values)
        withClue(s"$verb in $name: ")(subject().on(new Event.Drain).told(verb).done shouldBe false)
    }
  }
}

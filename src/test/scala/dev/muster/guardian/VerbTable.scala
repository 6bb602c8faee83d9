package dev.muster.guardian

import dev.muster.guardian.Verb._
import dev.muster.report.WorkerState
import dev.muster.report.WorkerState._

/** What people are promised of each verb in each state; known to specs only, so that it can contradict the code. */
object VerbTable {
  private case class Row(verb: Verb, done: Boolean, says: String, states: WorkerState*)

  private val rows = Seq(
    Row(PAUSE, true, "pausing", STARTING, RUNNING, WAITING, BACKING_OFF),
    Row(PAUSE, true, "is paused already", PAUSED),
    Row(PAUSE, true, "is pausing already", STARTING, RUNNING, STOPPING),
    Row(PAUSE, false, "is stopping", STOPPING),
    Row(PAUSE, false, "has ended", COMPLETED, STOPPED, FAILED),
    Row(RESUME, true, "resuming", PAUSED, STARTING, RUNNING, STOPPING),
    Row(RESUME, false, "is starting", STARTING),
    Row(RESUME, false, "is running", RUNNING),
    Row(RESUME, false, "is waiting", WAITING),
    Row(RESUME, false, "is stopping", STOPPING),
    Row(RESUME, false, "backs off, will try at ", BACKING_OFF),
    Row(RESUME, false, "has ended; restart it", COMPLETED, STOPPED, FAILED),
    Row(TRIGGER, true, "running now", WAITING),
    Row(TRIGGER, true, "trying now", BACKING_OFF),
    Row(TRIGGER, true, "started for one run", COMPLETED, STOPPED, FAILED),
    Row(TRIGGER, false, "is paused; resume it first", PAUSED),
    Row(TRIGGER, false, "is stopping", STOPPING),
    Row(TRIGGER, false, "skipped, is running", STARTING, RUNNING),
    Row(RESTART, true, "started", PAUSED, WAITING, COMPLETED, STOPPED, FAILED),
    Row(RESTART, true, "started anew; the stuck one is left behind", WorkerState.values.filterNot(_.ended).toSeq: _*),
    Row(RESTART, true, "restarting", STARTING, RUNNING, WAITING, PAUSED, BACKING_OFF),
    Row(RESTART, true, "restarting when it has stopped", STOPPING),
    Row(STOP, true, "stopping", STARTING, RUNNING, WAITING, PAUSED, BACKING_OFF),
    Row(STOP, true, "is stopping already, since ", STOPPING),
    Row(STOP, true, "has ended already", COMPLETED, STOPPED, FAILED)
  )

  /** @return what is wrong with an answer that came while the worker was in one of these states; None if nothing is */
  def faults(verb: Verb, states: Seq[WorkerState], answer: Answer): Option[String] = {
    def says(row: Row): Boolean =
      if (row.says.endsWith(" ")) answer.text.startsWith(row.says) else answer.text == row.says
    val allowed =
      rows.exists(row => row.verb == verb && row.done == answer.done && says(row) && row.states.exists(states.contains))
    Option.when(!allowed)(s"$verb in ${states.distinct.mkString(" or ")} was answered: ${answer.done}, ${answer.text}")
  }
}

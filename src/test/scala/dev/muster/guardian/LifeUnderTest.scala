package dev.muster.guardian

import java.time.{Duration => JDuration, Instant}

import scala.jdk.CollectionConverters._

import dev.muster.report.{Moment, WorkerState}

/** A worker's life in the hands of a spec: no actors, and exact moments. */
trait LifeUnderTest {
  protected val start: Instant = Instant.parse("2026-01-01T00:00:00Z")
  protected val second: JDuration = JDuration.ofSeconds(1)
  protected val spawn = new Effect.Spawn
  protected val kill = new Effect.Kill
  protected val countAnew = new Effect.CountAnew

  protected def rules(
      schedule: ScheduleSettings = ScheduleSettings.once(),
      maxRestarts: Int = -1,
      broken: String = null,
      exit: Boolean = false,
      random: => Double = 0.5
  ): LifeRules = new LifeRules(
    schedule,
    new SupervisionSettings(JDuration.ofMillis(200), second.multipliedBy(5), 0, second.multipliedBy(30), maxRestarts),
    second.multipliedBy(5),
    second.multipliedBy(30),
    exit,
    broken,
    () => random
  )

  protected def every(interval: JDuration, delay: JDuration = JDuration.ZERO, jitter: Double = 0): ScheduleSettings =
    new ScheduleSettings(ScheduleSettings.Run.EVERY, interval, delay, jitter)
  protected val continuous = new ScheduleSettings(ScheduleSettings.Run.CONTINUOUS, second, JDuration.ZERO, 0)

  /** Applies events in order and remembers the last transition. */
  protected class Subject(follows: LifeRules = rules()) {
    var now = new Moment(start, 0)
    var lifecycle: Lifecycle = Lifecycle.of(follows, now)
    var last: Lifecycle.Transition = _

    def on(event: Event, after: JDuration = JDuration.ZERO): Subject = {
      now = now.plus(after)
      last = lifecycle.on(event, now)
      lifecycle = last.next
      this
    }
    def after(time: JDuration): Subject = { now = now.plus(time); this }
    def told(verb: Verb): Answer = { on(new Event.Told(verb, "spec")); last.answer }
    def state: WorkerState = lifecycle.state
    def life: Life = lifecycle.life
    def effects: Seq[Effect] = last.effects.asScala.toSeq
    def does(effect: Effect): Boolean = effects.contains(effect)
    def starts(timer: Effect.Timer): Option[JDuration] =
      effects.collect { case s: Effect.Start if s.timer == timer => s.in }.lastOption
    def tick(after: JDuration): Subject = on(new Event.Due(Effect.Timer.RUN), after)
    def begun: Subject = on(new Event.Begin)
    def running: Subject = begun.on(new Event.Started).on(new Event.CameUp("up"))
    def failed(after: JDuration = JDuration.ZERO, permanent: Boolean = false): Subject =
      on(new Event.Failed("broken", permanent, null), after)
    def runCompleted(after: JDuration = JDuration.ZERO): Subject = on(new Event.RunCompleted(false), after)
    def gone(cause: String = null): Subject = on(new Event.Terminated(cause))
    def pausing: Subject = { told(Verb.PAUSE); this }
    def paused: Subject = pausing.on(new Event.PauseAnswered(true))
    def stopping: Subject = { told(Verb.STOP); this }
    def restarting: Subject = { told(Verb.RESTART); this }
    def stuck: Subject = stopping.on(new Event.Due(Effect.Timer.OVERDUE)).on(new Event.Due(Effect.Timer.STUCK))
  }
}

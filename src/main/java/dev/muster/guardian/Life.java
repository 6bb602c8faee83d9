package dev.muster.guardian;

import dev.muster.report.Moment;
import dev.muster.report.WorkerState;
import dev.muster.worker.WorkerCommand;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.slf4j.event.Level;

/**
 * What is known of a worker's life, and the elementary moves that transitions are made of. A draft: each transition works
 * on a copy of its own, so that {@link Lifecycle} stays a pure function.
 */
final class Life {
    /** How long a worker may take to say that it pauses. */
    static final Duration PAUSE_BUDGET = Duration.ofSeconds(2);

    /** What follows when the actor is gone. */
    enum Then {
        AS_IT_ENDED,
        PAUSE,
        /** A new actor goes on in place of this one. */
        REPLACE,
        /** A new actor begins from the beginning. */
        RESPAWN,
        COMPLETE,
        STOP
    }

    final LifeRules rules;
    Moment now;
    final List<Effect> effects = new ArrayList<>();
    Answer answer;

    WorkerState state = WorkerState.WAITING;
    Instant since;
    boolean alive;
    boolean pausing;
    /** The actor has been told to pause, has done so, and was not told to resume. */
    boolean held;

    boolean idle;
    WorkerState pausedIn = WorkerState.RUNNING;
    boolean oneRun;
    boolean draining;
    Then then = Then.AS_IT_ENDED;
    boolean degraded;
    String message = "";
    Instant stuck;
    int attempt;
    Moment nextAt;
    /** When it began to fail or to lack something; null while all is well. */
    Moment downSince;

    Moment nextRunAt;
    String lastFailure;
    /** Of every kind: what people count as attempts. */
    Streak failures;

    Streak passing;
    Streak permanent;
    Ticks ticks;
    Moment runStartedAt;
    long restarts;
    long skippedTicks;

    Life(LifeRules rules, Moment now) {
        this.rules = rules;
        this.now = now;
        this.since = now.at();
        this.ticks = new Ticks(rules.schedule(), now);
        forgetFailures();
    }

    Life(Life other, Moment now) {
        this(other.rules, now);
        state = other.state;
        since = other.since;
        alive = other.alive;
        pausing = other.pausing;
        held = other.held;
        idle = other.idle;
        pausedIn = other.pausedIn;
        oneRun = other.oneRun;
        draining = other.draining;
        then = other.then;
        degraded = other.degraded;
        message = other.message;
        stuck = other.stuck;
        attempt = other.attempt;
        nextAt = other.nextAt;
        downSince = other.downSince;
        nextRunAt = other.nextRunAt;
        lastFailure = other.lastFailure;
        failures = new Streak(other.failures);
        passing = new Streak(other.passing);
        permanent = new Streak(other.permanent);
        ticks = new Ticks(other.ticks);
        runStartedAt = other.runStartedAt;
        restarts = other.restarts;
        skippedTicks = other.skippedTicks;
    }

    void to(WorkerState next) {
        state = next;
        since = now.at();
        nextAt = next == WorkerState.WAITING ? nextRunAt : null;
    }

    void spawn() {
        alive = true;
        pausing = false;
        held = false;
        idle = false;
        degraded = false;
        message = "";
        then = Then.AS_IT_ENDED;
        stuck = null;
        forgetFailures();
        runStartedAt = now;
        to(WorkerState.STARTING);
        effects.add(new Effect.Spawn());
    }

    /** A new actor has new supervisors. */
    private void forgetFailures() {
        failures = new Streak(rules.supervision().resetAfter());
        passing = new Streak(rules.supervision().resetAfter());
        permanent = new Streak(rules.supervision().resetAfter());
    }

    /** Spawns with a clean slate, on the user's word. */
    void respawn(boolean forOneRun) {
        attempt = 0;
        downSince = null;
        oneRun = forOneRun;
        effects.add(new Effect.CountAnew());
        ticks.begin(now);
        if (!forOneRun) startSchedule();
        spawn();
    }

    void tell(WorkerCommand command) {
        effects.add(new Effect.Tell(command));
    }

    /** Asks the actor to stop, with a budget. */
    void askToStop(Then next) {
        then = next;
        pausing = false;
        to(WorkerState.STOPPING);
        cancel(Effect.Timer.RUN);
        tell(WorkerCommand.Stop.INSTANCE);
        start(Effect.Timer.OVERDUE, rules.stopBudget());
    }

    /** Stops the actor by force. */
    void kill(Then next) {
        then = next;
        pausing = false;
        if (state != WorkerState.STOPPING) to(WorkerState.STOPPING);
        cancel(Effect.Timer.OVERDUE);
        start(Effect.Timer.STUCK, rules.stuckAfter());
        effects.add(new Effect.Kill());
    }

    /** Leaves an actor behind that does not stop. */
    void abandon() {
        alive = false;
        stuck = null;
        cancel(Effect.Timer.OVERDUE);
        cancel(Effect.Timer.STUCK);
        effects.add(new Effect.Abandon());
    }

    /** It has FAILED for good, and its settings may want the process to end then. */
    void giveUp() {
        if (rules.exitOnGiveUp()) effects.add(new Effect.Exit());
    }

    /** Between runs, the next one set. */
    void await() {
        idle = true;
        to(WorkerState.WAITING);
    }

    /** Sets the clock of a schedule with ticks; others have none, and neither has a worker that was told to run once. */
    void startSchedule() {
        if (hasTicks()) startRunTimer(ticks.untilNext(now, rules.random().getAsDouble()));
    }

    boolean hasTicks() {
        return rules.schedule().run() == ScheduleSettings.Run.EVERY && !oneRun;
    }

    void startRunTimer(Duration in) {
        nextRunAt = now.plus(in);
        start(Effect.Timer.RUN, in);
    }

    void start(Effect.Timer timer, Duration in) {
        effects.add(new Effect.Start(timer, in));
    }

    void cancel(Effect.Timer timer) {
        if (timer == Effect.Timer.RUN) nextRunAt = null;
        effects.add(new Effect.Cancel(timer));
    }

    void log(Level level, String text) {
        effects.add(new Effect.Log(level, text, false));
    }

    /** For what comes again and again while a worker fails. */
    void logFolded(Level level, String text) {
        effects.add(new Effect.Log(level, text, true));
    }
}

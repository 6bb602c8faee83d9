package dev.muster.guardian;

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

    /** How long after being stopped by force a worker counts as stuck. */
    static final Duration STUCK_AFTER = Duration.ofSeconds(30);

    /** What follows when the actor is gone. */
    enum Then {
        AS_IT_ENDED,
        PAUSE,
        RESPAWN,
        COMPLETE,
        STOP
    }

    final LifeRules rules;
    Instant now;
    final List<Effect> effects = new ArrayList<>();
    Answer answer;

    WorkerState state = WorkerState.WAITING;
    Instant since;
    boolean alive;
    boolean pausing;
    boolean idle;
    WorkerState pausedIn = WorkerState.RUNNING;
    boolean oneRun;
    boolean draining;
    Then then = Then.AS_IT_ENDED;
    boolean degraded;
    String how = "";
    Instant stuck;
    int attempt;
    Instant nextAt;
    Instant nextRunAt;
    String lastFailure;
    Streak passing;
    Streak permanent;
    Instant runStartedAt;
    long restarts;
    long skippedTicks;

    Life(LifeRules rules, Instant now) {
        this.rules = rules;
        this.now = now;
        this.since = now;
        forgetFailures();
    }

    Life(Life other, Instant now) {
        this(other.rules, now);
        state = other.state;
        since = other.since;
        alive = other.alive;
        pausing = other.pausing;
        idle = other.idle;
        pausedIn = other.pausedIn;
        oneRun = other.oneRun;
        draining = other.draining;
        then = other.then;
        degraded = other.degraded;
        how = other.how;
        stuck = other.stuck;
        attempt = other.attempt;
        nextAt = other.nextAt;
        nextRunAt = other.nextRunAt;
        lastFailure = other.lastFailure;
        passing = new Streak(other.passing);
        permanent = new Streak(other.permanent);
        runStartedAt = other.runStartedAt;
        restarts = other.restarts;
        skippedTicks = other.skippedTicks;
    }

    void to(WorkerState next) {
        state = next;
        since = now;
        nextAt = next == WorkerState.WAITING ? nextRunAt : null;
    }

    void spawn() {
        alive = true;
        idle = false;
        degraded = false;
        then = Then.AS_IT_ENDED;
        stuck = null;
        forgetFailures();
        runStartedAt = now;
        to(WorkerState.STARTING);
        effects.add(new Effect.Spawn());
    }

    /** A new actor has new supervisors. */
    private void forgetFailures() {
        passing = new Streak(rules.supervision().resetAfter());
        permanent = new Streak(rules.supervision().resetAfter());
    }

    /** Spawns with a clean slate, on the user's word. */
    void respawn(boolean forOneRun) {
        attempt = 0;
        oneRun = forOneRun;
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
        start(Effect.Timer.STUCK, STUCK_AFTER);
        effects.add(new Effect.Kill());
    }

    /** Between runs, the next one set. */
    void await() {
        idle = true;
        to(WorkerState.WAITING);
    }

    /** Sets the clock of a schedule with ticks; others have none. */
    void startSchedule() {
        if (rules.schedule().run() != ScheduleSettings.Run.EVERY) return;
        var every = rules.schedule().every();
        double late = rules.schedule().jitter() * rules.random().getAsDouble();
        startRunTimer(every.plusNanos((long) (every.toNanos() * late)));
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
        effects.add(new Effect.Log(level, text));
    }
}

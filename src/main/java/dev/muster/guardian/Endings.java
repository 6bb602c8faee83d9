package dev.muster.guardian;

import static dev.muster.report.WorkerState.BACKING_OFF;
import static dev.muster.report.WorkerState.COMPLETED;
import static dev.muster.report.WorkerState.FAILED;
import static dev.muster.report.WorkerState.PAUSED;
import static dev.muster.report.WorkerState.RUNNING;
import static dev.muster.report.WorkerState.STOPPED;
import static dev.muster.report.WorkerState.STOPPING;

import dev.muster.worker.WorkerCommand;
import java.time.Instant;
import org.slf4j.event.Level;

/** How a worker's life is held or ended, by itself or by others. */
final class Endings {
    private Endings() {}

    static void complete(Life life) {
        life.cancel(Effect.Timer.RUN);
        if (life.alive) life.kill(Life.Then.COMPLETE);
        else completed(life);
    }

    private static void completed(Life life) {
        life.attempt = 0;
        life.to(COMPLETED);
        life.log(Level.INFO, "completed");
    }

    static void terminated(Life life, String cause) {
        life.alive = false;
        life.held = false;
        life.degraded = false;
        life.stuck = null;
        life.cancel(Effect.Timer.OVERDUE);
        life.cancel(Effect.Timer.STUCK);
        switch (life.then) {
            case PAUSE -> life.to(PAUSED);
            case COMPLETE -> completed(life);
            case STOP -> stopped(life);
            case REPLACE -> life.spawn();
            case RESPAWN -> life.respawn(false);
            case AS_IT_ENDED -> endedByItself(life, cause);
        }
        // Not before: a run that its actor ends by stopping leads to the pause that was on its way.
        life.pausing = false;
    }

    private static void endedByItself(Life life, String cause) {
        if (cause == null) {
            if (life.state == BACKING_OFF) life.to(RUNNING);
            Happenings.runCompleted(life, false);
            return;
        }
        life.lastFailure = cause;
        life.to(FAILED);
        life.cancel(Effect.Timer.RUN);
        life.log(Level.ERROR, "failed (" + cause + "), gave up after " + life.restarts + " restarts");
        life.giveUp();
    }

    static void stopped(Life life) {
        life.cancel(Effect.Timer.RUN);
        life.to(STOPPED);
        life.log(Level.INFO, "stopped");
    }

    static void pauseAnswered(Life life, boolean handled) {
        if (!life.pausing) {
            if (handled) heldTooLate(life);
            return;
        }
        if (!handled) {
            life.kill(Life.Then.PAUSE);
            return;
        }
        life.pausing = false;
        life.held = true;
        life.pausedIn = life.state;
        life.cancel(Effect.Timer.OVERDUE);
        life.to(PAUSED);
    }

    /** Meanwhile its run was over, or somebody told it to resume. */
    private static void heldTooLate(Life life) {
        if (life.state == PAUSED) life.held = true;
        else if (life.alive && life.state != STOPPING) life.tell(WorkerCommand.Resume.INSTANCE);
    }

    static void overdue(Life life) {
        if (life.pausing) {
            life.kill(Life.Then.PAUSE);
        } else if (life.state == STOPPING) {
            life.log(Level.WARN, "does not stop within " + Readable.of(life.rules.stopBudget()) + ", stopped by force");
            life.kill(life.then);
        }
    }

    static void ignoresForce(Life life) {
        if (life.state != STOPPING || life.stuck != null) return;
        life.stuck = life.since;
        life.log(Level.ERROR, "stuck: it has not stopped for " + Readable.of(life.rules.stuckAfter()));
    }

    static void stuck(Life life, Instant since, String where) {
        if (!life.alive || life.stuck != null) return;
        life.stuck = since;
        life.log(Level.ERROR, "stuck for " + Readable.of(life.rules.stuckAfter()) + " in " + where);
    }

    static void unstuck(Life life) {
        if (life.stuck == null || life.state == STOPPING) return;
        life.stuck = null;
        life.log(Level.INFO, "no longer stuck");
    }

    static void drain(Life life) {
        life.draining = true;
        life.pausing = false;
        life.cancel(Effect.Timer.RUN);
        if (life.state == STOPPING) {
            if (life.then != Life.Then.COMPLETE) life.then = Life.Then.STOP;
        } else if (life.state == BACKING_OFF) {
            life.kill(Life.Then.STOP);
        } else if (life.alive) {
            life.askToStop(Life.Then.STOP);
        } else if (!life.state.ended()) {
            stopped(life);
        }
    }
}

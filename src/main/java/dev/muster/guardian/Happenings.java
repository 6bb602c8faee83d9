package dev.muster.guardian;

import static dev.muster.report.WorkerState.BACKING_OFF;
import static dev.muster.report.WorkerState.FAILED;
import static dev.muster.report.WorkerState.PAUSED;
import static dev.muster.report.WorkerState.RUNNING;
import static dev.muster.report.WorkerState.STARTING;
import static dev.muster.report.WorkerState.STOPPING;
import static dev.muster.report.WorkerState.WAITING;

import dev.muster.worker.WorkerCommand;
import java.time.Duration;
import org.slf4j.event.Level;

/** How a worker's life goes by itself: starts, failures, runs and their schedule. */
final class Happenings {
    private Happenings() {}

    static void begin(Life life) {
        if (life.rules.broken() != null) {
            life.lastFailure = life.rules.broken();
            life.to(FAILED);
            life.log(Level.ERROR, "cannot start: " + life.rules.broken());
            life.giveUp();
            return;
        }
        var delay = life.rules.schedule().initialDelay();
        life.ticks.begin(life.now.plus(delay));
        if (delay.isZero()) {
            life.startSchedule();
            life.spawn();
        } else {
            life.startRunTimer(delay);
            life.await();
        }
    }

    static void started(Life life) {
        if (life.state == BACKING_OFF) {
            life.restarts++;
            life.runStartedAt = life.now;
            life.idle = false;
            life.message = "";
            life.to(STARTING);
        }
        life.failures.started(life.now);
        life.passing.started(life.now);
        life.permanent.started(life.now);
    }

    static void cameUp(Life life, String message) {
        if (life.state != STARTING && life.state != RUNNING) return;
        boolean news = life.state == STARTING || life.degraded;
        life.message = message;
        if (!news) return;
        var after = life.attempt > 0 ? ", after attempt " + life.attempt : "";
        var down = life.downSince == null ? "" : ", was down for " + Readable.of(life.now.since(life.downSince));
        life.attempt = 0;
        life.downSince = null;
        life.degraded = false;
        life.to(RUNNING);
        life.logFolded(Level.INFO, message + after + down);
    }

    static void degraded(Life life, String why) {
        if (life.state != STARTING && life.state != RUNNING) return;
        life.message = why;
        if (life.degraded) return;
        life.degraded = true;
        if (life.downSince == null) life.downSince = life.now;
        life.logFolded(Level.WARN, "degraded: " + why);
    }

    static void failed(Life life, String cause, boolean permanent) {
        life.lastFailure = cause;
        if (life.state == STOPPING || life.state == PAUSED || life.pausing) {
            // Supervision would start it again, and what it was told waits in the stash meanwhile.
            life.log(Level.WARN, "failed (" + cause + ")");
            life.kill(life.state == STOPPING ? life.then : Life.Then.PAUSE);
            return;
        }
        // A restart whose start fails is told by nothing but this failure.
        if (life.state == BACKING_OFF) life.restarts++;
        var streak = permanent ? life.permanent : life.passing;
        int before = streak.next(life.now);
        life.attempt = life.failures.next(life.now) + 1;
        // The outer supervisor restarts the inner one with it, which begins to count anew.
        if (permanent) life.passing = new Streak(life.rules.supervision().resetAfter());
        int max = life.rules.supervision().maxRestarts();
        if (max >= 0 && before >= max) return;
        var supervision = life.rules.supervision();
        backOff(life, cause, permanent ? supervision.maxBackoff() : supervision.backoff(before));
    }

    private static void backOff(Life life, String cause, Duration wait) {
        life.to(BACKING_OFF);
        // It does not work badly, it does not work.
        life.degraded = false;
        life.nextAt = life.now.plus(wait);
        if (life.downSince == null) life.downSince = life.now;
        life.logFolded(
                Level.WARN, "failed (" + cause + "), attempt " + life.attempt + ", next in " + Readable.of(wait));
    }

    static void runCompleted(Life life, boolean limitReached) {
        if (life.state != STARTING && life.state != RUNNING && life.state != PAUSED) return;
        if (limitReached || life.oneRun || life.rules.schedule().run() == ScheduleSettings.Run.ONCE) {
            Endings.complete(life);
        } else if (life.state == PAUSED) {
            life.idle = true;
        } else {
            awaitNextRun(life);
        }
    }

    private static void awaitNextRun(Life life) {
        life.attempt = 0;
        life.downSince = null;
        if (life.rules.schedule().run() == ScheduleSettings.Run.CONTINUOUS) {
            // A run that is over at once must not become a busy loop.
            var ran = life.now.since(life.runStartedAt);
            var rest = life.rules.supervision().minBackoff().minus(ran);
            life.startRunTimer(rest.isNegative() ? Duration.ZERO : rest);
        }
        life.await();
        if (!life.pausing) return;
        life.pausing = false;
        life.cancel(Effect.Timer.RUN);
        life.cancel(Effect.Timer.OVERDUE);
        life.to(PAUSED);
    }

    static void runDue(Life life) {
        if (life.draining) return;
        life.startSchedule();
        if (life.state == WAITING) run(life);
        else life.skippedTicks++;
    }

    /** Begins a run now, from WAITING. */
    static void run(Life life) {
        if (!life.alive) {
            life.spawn();
            return;
        }
        life.idle = false;
        life.runStartedAt = life.now;
        life.to(RUNNING);
        life.tell(WorkerCommand.Trigger.INSTANCE);
    }
}

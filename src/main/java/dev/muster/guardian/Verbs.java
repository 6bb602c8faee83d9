package dev.muster.guardian;

import static dev.muster.report.WorkerState.BACKING_OFF;
import static dev.muster.report.WorkerState.PAUSED;
import static dev.muster.report.WorkerState.STARTING;
import static dev.muster.report.WorkerState.STOPPING;
import static dev.muster.report.WorkerState.WAITING;

import dev.muster.worker.WorkerCommand;
import java.util.Locale;

/** What each verb does in each state. */
final class Verbs {
    private Verbs() {}

    static void apply(Life life, Verb verb) {
        if (life.draining) {
            refuse(life, "muster is ending");
            return;
        }
        switch (verb) {
            case PAUSE -> pause(life);
            case RESUME -> resume(life);
            case TRIGGER -> trigger(life);
            case RESTART -> restart(life);
            case STOP -> stop(life);
        }
    }

    private static void pause(Life life) {
        if (life.state.ended()) {
            refuse(life, "has ended");
        } else if (life.state == PAUSED) {
            done(life, "is paused already");
        } else if (life.pausing || life.state == STOPPING && life.then == Life.Then.PAUSE) {
            done(life, "is pausing already");
        } else if (life.state == STOPPING) {
            refuse(life, "is stopping");
        } else {
            hold(life);
            done(life, "pausing");
        }
    }

    private static void hold(Life life) {
        life.cancel(Effect.Timer.RUN);
        if (life.state == WAITING) {
            life.to(PAUSED);
        } else if (life.state == BACKING_OFF) {
            life.kill(Life.Then.PAUSE);
        } else {
            life.pausing = true;
            life.tell(WorkerCommand.Pause.INSTANCE);
            life.start(Effect.Timer.OVERDUE, Life.PAUSE_BUDGET);
        }
    }

    private static void resume(Life life) {
        if (life.state == PAUSED) {
            goOn(life);
            done(life, "resuming");
        } else if (life.pausing || life.state == STOPPING && life.then == Life.Then.PAUSE) {
            takePauseBack(life);
            done(life, "resuming");
        } else if (life.state == BACKING_OFF) {
            refuse(life, "backs off, will try at " + life.nextAt.seenFrom(life.now));
        } else {
            refuse(life, life.state.ended() ? "has ended; restart it" : "is " + name(life));
        }
    }

    private static void goOn(Life life) {
        goOnWithTicks(life);
        if (life.held) life.tell(WorkerCommand.Resume.INSTANCE);
        life.held = false;
        if (life.idle) {
            if (!life.hasTicks()) life.startRunTimer(life.ticks.untilFirst(life.now));
            life.await();
        } else if (!life.alive) {
            life.spawn();
        } else {
            life.to(life.pausedIn);
        }
    }

    /** As if the pause had not been: the next tick is when it was to be. */
    private static void goOnWithTicks(Life life) {
        if (!life.hasTicks()) return;
        life.ticks.goOn(life.now);
        life.startSchedule();
    }

    /** Its answer to the pause, if one comes, is then answered with a resume. */
    private static void takePauseBack(Life life) {
        goOnWithTicks(life);
        if (life.state == STOPPING) {
            life.then = Life.Then.REPLACE;
        } else {
            life.pausing = false;
            life.cancel(Effect.Timer.OVERDUE);
        }
    }

    private static void trigger(Life life) {
        if (life.state == WAITING) {
            Happenings.run(life);
            done(life, "running now");
        } else if (life.state == BACKING_OFF) {
            life.kill(Life.Then.REPLACE);
            done(life, "trying now");
        } else if (life.state.ended()) {
            respawn(life, true);
        } else if (life.state == PAUSED) {
            refuse(life, "is paused; resume it first");
        } else {
            refuse(life, life.state == STOPPING ? "is stopping" : "skipped, is running");
        }
    }

    private static void restart(Life life) {
        if (life.alive && life.stuck != null) {
            life.abandon();
            life.respawn(false);
            done(life, "started anew; the stuck one is left behind");
        } else if (life.state == STOPPING) {
            life.then = Life.Then.RESPAWN;
            life.oneRun = false;
            done(life, "restarting when it has stopped");
        } else if (!life.alive) {
            respawn(life, false);
        } else {
            life.oneRun = false;
            if (life.state == BACKING_OFF) life.kill(Life.Then.RESPAWN);
            else life.askToStop(Life.Then.RESPAWN);
            done(life, "restarting");
        }
    }

    private static void respawn(Life life, boolean forOneRun) {
        if (life.rules.broken() != null) {
            refuse(life, "cannot start: " + life.rules.broken());
            return;
        }
        life.respawn(forOneRun);
        done(life, forOneRun ? "started for one run" : "started");
    }

    private static void stop(Life life) {
        if (life.state.ended()) {
            done(life, "has ended already");
        } else if (life.state == STOPPING) {
            life.then = Life.Then.STOP;
            done(life, "is stopping already, since " + life.since);
        } else {
            if (life.state == BACKING_OFF) life.kill(Life.Then.STOP);
            else if (life.alive) life.askToStop(Life.Then.STOP);
            else Endings.stopped(life);
            done(life, "stopping");
        }
    }

    private static String name(Life life) {
        return life.state == STARTING
                ? "starting"
                : life.state.name().toLowerCase(Locale.ROOT).replace('_', ' ');
    }

    private static void done(Life life, String text) {
        life.answer = Answer.done(text);
    }

    private static void refuse(Life life, String text) {
        life.answer = Answer.refused(text);
    }
}

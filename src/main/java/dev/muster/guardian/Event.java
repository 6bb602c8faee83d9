package dev.muster.guardian;

import dev.muster.report.WorkerState;
import java.time.Instant;

/** What can happen to a worker. Each knows the transition that it makes. */
sealed interface Event {
    void apply(Life life);

    /** The guardian begins with this worker. */
    record Begin() implements Event {
        @Override
        public void apply(Life life) {
            Happenings.begin(life);
        }
    }

    record Started() implements Event {
        @Override
        public void apply(Life life) {
            Happenings.started(life);
        }
    }

    record CameUp(String message) implements Event {
        @Override
        public void apply(Life life) {
            Happenings.cameUp(life, message);
        }
    }

    record Degraded(String why) implements Event {
        @Override
        public void apply(Life life) {
            Happenings.degraded(life, why);
        }
    }

    record RunCompleted(boolean limitReached) implements Event {
        @Override
        public void apply(Life life) {
            Happenings.runCompleted(life, limitReached);
        }
    }

    /**
     * @param cause one clause
     * @param failure what was thrown, for the log; null if nothing was
     */
    record Failed(String cause, boolean permanent, Throwable failure) implements Event {
        @Override
        public void apply(Life life) {
            Happenings.failed(life, cause, permanent);
        }
    }

    /** @param cause why supervision gave up; null if the actor stopped in order */
    record Terminated(String cause) implements Event {
        @Override
        public void apply(Life life) {
            Endings.terminated(life, cause);
        }
    }

    record PauseAnswered(boolean handled) implements Event {
        @Override
        public void apply(Life life) {
            Endings.pauseAnswered(life, handled);
        }
    }

    record StopAnswered(boolean handled) implements Event {
        @Override
        public void apply(Life life) {
            if (life.state == WorkerState.STOPPING && !handled) life.kill(life.then);
        }
    }

    /** The worker does not know how to go on, or to begin another run: a new actor does. */
    record Refused() implements Event {
        @Override
        public void apply(Life life) {
            if (life.state == WorkerState.RUNNING || life.state == WorkerState.STARTING) life.kill(Life.Then.REPLACE);
        }
    }

    /** One call of the worker's code has gone on for too long. @param where the frame that it is in */
    record Stuck(Instant since, String where) implements Event {
        @Override
        public void apply(Life life) {
            Endings.stuck(life, since, where);
        }
    }

    /** That call has come back. */
    record Unstuck() implements Event {
        @Override
        public void apply(Life life) {
            Endings.unstuck(life);
        }
    }

    record Due(Effect.Timer timer) implements Event {
        @Override
        public void apply(Life life) {
            switch (timer) {
                case RUN -> Happenings.runDue(life);
                case OVERDUE -> Endings.overdue(life);
                case STUCK -> Endings.ignoresForce(life);
            }
        }
    }

    /** The process ends in order: no new runs, no restarts. */
    record Drain() implements Event {
        @Override
        public void apply(Life life) {
            Endings.drain(life);
        }
    }

    record Told(Verb verb, String origin) implements Event {
        @Override
        public void apply(Life life) {
            Verbs.apply(life, verb);
        }
    }
}

package dev.muster.guardian;

import dev.muster.worker.WorkerCommand;
import java.time.Duration;
import org.slf4j.event.Level;

/** What a transition of a worker's life asks the guardian to do. */
sealed interface Effect {

    /** Spawn a new actor for the worker. */
    record Spawn() implements Effect {}

    /** Stop the actor, whatever it is doing. */
    record Kill() implements Effect {}

    /** Stop the actor and wait for it no longer. */
    record Abandon() implements Effect {}

    /** Count the results up to the limit from now on. */
    record CountAnew() implements Effect {}

    record Tell(WorkerCommand command) implements Effect {}

    /** Start a timer, in place of one of the same kind. */
    record Start(Timer timer, Duration in) implements Effect {}

    record Cancel(Timer timer) implements Effect {}

    /** @param repeats whether it may come again and again, so that the log may fold it with others */
    record Log(Level level, String text, boolean repeats) implements Effect {}

    /** The worker will not come back and its settings want the process to end then. */
    record Exit() implements Effect {}

    /** The timers of one worker. */
    enum Timer {
        RUN,
        OVERDUE,
        STUCK
    }
}

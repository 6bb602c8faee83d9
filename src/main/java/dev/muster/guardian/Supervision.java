package dev.muster.guardian;

import dev.muster.worker.Job;
import dev.muster.worker.WorkerCommand;
import org.apache.pekko.actor.typed.Behavior;
import org.apache.pekko.actor.typed.SupervisorStrategy;
import org.apache.pekko.actor.typed.javadsl.Behaviors;

/**
 * The one place where supervision is declared. It is Pekko's own; around each worker stand, from outside in: the
 * supervisors (one for failures that will not mend by themselves, one for all others), the {@link Probe}, the worker.
 *
 * <p>Facts that this rests on: during back-off Pekko stashes every message and signal, so a worker that backs off is
 * stopped by its parent and not by a message; a failed start is supervised too, but delivers no signal; the actor stays
 * the same over restarts.
 */
final class Supervision {
    /** Commands that may wait while a worker backs off; the guardian sends it none then, except by a race. */
    private static final int STASH = 64;

    private Supervision() {}

    static Behavior<WorkerCommand> supervised(Job job, Generation worker, SupervisionSettings settings) {
        var incarnation = Behaviors.<WorkerCommand>setup(context -> {
            var life = new Incarnation(context.getSystem(), worker);
            return Behaviors.intercept(() -> new Probe(life), Behaviors.setup(c -> job.start(life)));
        });
        return Behaviors.supervise(
                        Behaviors.supervise(incarnation).onFailure(WorkerFailure.Transient.class, strategy(settings)))
                .onFailure(WorkerFailure.Permanent.class, strategy(settings.atSlowEnd()));
    }

    /** @param settings with the jitter drawn already, so that the next attempt is known exactly */
    static SupervisorStrategy strategy(SupervisionSettings settings) {
        // With 0 Pekko would still restart once after a failed start.
        if (settings.maxRestarts() == 0) return SupervisorStrategy.stop();
        return SupervisorStrategy.restartWithBackoff(settings.minBackoff(), settings.maxBackoff(), 0)
                .withResetBackoffAfter(settings.resetAfter())
                .withMaxRestarts(settings.maxRestarts())
                .withStashCapacity(STASH)
                .withLoggingEnabled(false);
    }
}

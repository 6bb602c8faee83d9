package dev.muster.worker;

import java.util.List;
import org.apache.pekko.actor.typed.Behavior;

/**
 * A checked stanza, ready to start. Every incarnation of a worker starts from the same one, one after the other; so it is
 * immutable, but for what an incarnation may leave to the next, which must be thread-safe: {@code redis-subscriber} leaves
 * when it was last subscribed.
 */
@FunctionalInterface
public interface Job {

    /**
     * Gives the behavior of one incarnation. Called on the worker's own dispatcher, once per incarnation; must not block.
     * Whatever it throws, an {@link Error} included, is a failed start: the worker backs off and is started again.
     *
     * <p>The actor ends its run by {@link WorkerContext#completed()}, or by stopping itself.
     */
    Behavior<WorkerCommand> start(WorkerContext worker);

    /** What the job cannot work without. Must not block; {@code check --connect} tries each of them. */
    default List<Dependency> dependencies() {
        return List.of();
    }

    /** This job, which tells what it depends on. */
    default Job dependingOn(List<Dependency> dependencies) {
        var job = this;
        return new Job() {
            @Override
            public Behavior<WorkerCommand> start(WorkerContext worker) {
                return job.start(worker);
            }

            @Override
            public List<Dependency> dependencies() {
                return List.copyOf(dependencies);
            }
        };
    }
}

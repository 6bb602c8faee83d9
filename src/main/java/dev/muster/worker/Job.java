package dev.muster.worker;

import java.util.List;
import java.util.OptionalLong;
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

    /**
     * How many results one run yields if all goes well, those with a failure included; empty if that cannot be known before.
     * It is shown to people who wait for the end, and nothing depends on it. May be asked on any thread, at any time; must
     * not block.
     */
    default OptionalLong expected() {
        return OptionalLong.empty();
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

            @Override
            public OptionalLong expected() {
                return job.expected();
            }
        };
    }

    /**
     * This job, which tells how many results one run yields.
     *
     * @param results 0 or more
     */
    default Job expecting(long results) {
        var job = this;
        return new Job() {
            @Override
            public Behavior<WorkerCommand> start(WorkerContext worker) {
                return job.start(worker);
            }

            @Override
            public List<Dependency> dependencies() {
                return job.dependencies();
            }

            @Override
            public OptionalLong expected() {
                return OptionalLong.of(results);
            }
        };
    }
}

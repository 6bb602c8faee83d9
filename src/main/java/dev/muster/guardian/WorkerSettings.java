package dev.muster.guardian;

import dev.muster.worker.Job;

/**
 * One configured worker: its job and how the guardian is to treat it.
 *
 * @param name {@code [a-z][a-z0-9-]{0,62}}; the actor's name as well
 * @param type as written in the stanza
 * @param job null if the worker cannot be made, then {@code broken} says why
 * @param broken null if there is a job; otherwise one clause for people
 * @param critical whether readiness needs this worker up
 * @param dispatcher where the worker's actor and streams run
 * @param limit results after which the worker is complete, over all incarnations; {@link Long#MAX_VALUE} for no limit
 */
public record WorkerSettings(
        String name,
        String type,
        Job job,
        String broken,
        boolean critical,
        DispatcherChoice dispatcher,
        ScheduleSettings schedule,
        long limit,
        SupervisionSettings supervision,
        OnGiveUp onGiveUp) {

    /** Whether a worker shares the common threads or has some of its own. */
    public enum DispatcherChoice {
        SHARED,
        OWN
    }

    /** What follows when a worker has FAILED, by its restarts being used up or from the start: only it stops, or the whole process drains and exits. */
    public enum OnGiveUp {
        STOP,
        EXIT
    }
}

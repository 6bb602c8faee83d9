package dev.muster.worker;

/**
 * What a worker's actor is told. Open, so that an author's private messages can implement it too. A worker handles of
 * these what it can do better than being stopped; what it leaves unhandled, the guardian does for it.
 */
public interface WorkerCommand {

    /** Produce no more results, keep the place. Unhandled, or not handled within 2 s: the actor is stopped and kept. */
    enum Pause implements WorkerCommand {
        INSTANCE
    }

    /** Go on after {@link Pause}. Sent only to a worker that handled {@link Pause}. */
    enum Resume implements WorkerCommand {
        INSTANCE
    }

    /** Begin one run. Sent only to a worker that said {@link WorkerContext#completed()}. Unhandled: it is respawned. */
    enum Trigger implements WorkerCommand {
        INSTANCE
    }

    /** Finish what is in hand and stop. Unhandled: the actor is stopped; too late: by force. */
    enum Stop implements WorkerCommand {
        INSTANCE
    }
}

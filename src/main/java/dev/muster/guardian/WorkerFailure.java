package dev.muster.guardian;

import dev.muster.worker.PermanentFailure;

/**
 * Carries what a worker threw through Pekko's supervision, which lets some kinds of throwables pass. Its class says which
 * supervisor is meant.
 */
abstract sealed class WorkerFailure extends RuntimeException {

    /** Waiting may mend it. */
    static final class Transient extends WorkerFailure {
        private Transient(Throwable cause) {
            super(cause);
        }
    }

    /** Only a person can mend it. */
    static final class Permanent extends WorkerFailure {
        private Permanent(Throwable cause) {
            super(cause);
        }
    }

    private WorkerFailure(Throwable cause) {
        super(cause.toString(), cause, false, false);
    }

    static WorkerFailure of(Throwable failure) {
        return isPermanent(failure) ? new Permanent(failure) : new Transient(failure);
    }

    /** A class that is missing counts as well: nothing adds one to a process that runs. */
    static boolean isPermanent(Throwable failure) {
        var cause = Cause.unwrap(failure);
        return cause instanceof LinkageError || cause instanceof PermanentFailure marked && marked.isPermanent();
    }
}

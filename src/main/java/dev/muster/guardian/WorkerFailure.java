package dev.muster.guardian;

/** Carries what a worker threw through Pekko's supervision, which lets some kinds of throwables pass. */
final class WorkerFailure extends RuntimeException {
    WorkerFailure(Throwable cause) {
        super(cause.toString(), cause, false, false);
    }
}

package dev.muster.worker;

/**
 * Where a blocking run's results pass: closed, it keeps the run's thread waiting; open, it lets so many results through
 * as the reporter keeps up with. Opened and closed by the actor, passed by the run's thread.
 */
final class Valve {
    /** As many as a stream sends to the reporter in one batch. */
    private static final int UNACKNOWLEDGED = 512;

    private final WorkerContext worker;
    private boolean open = true;
    private boolean ended;
    private int unacknowledged;

    Valve(WorkerContext worker) {
        this.worker = worker;
    }

    synchronized void open() {
        open = true;
        notifyAll();
    }

    synchronized void close() {
        open = false;
    }

    /** Lets nothing through any more, also for a run that did not heed its interrupt. */
    synchronized void end() {
        ended = true;
        notifyAll();
    }

    void emit(Result result) throws InterruptedException {
        enter();
        var accepted = worker.emit(result);
        accepted.whenComplete((done, failure) -> leave());
        // Refused: the limit is reached or the incarnation is over, so that the end of this run is on its way.
        if (accepted.toCompletableFuture().isCompletedExceptionally()) awaitEnd();
    }

    private synchronized void enter() throws InterruptedException {
        while (!ended && (!open || unacknowledged >= UNACKNOWLEDGED)) wait();
        if (ended) throw new InterruptedException("the run has been ended");
        unacknowledged++;
    }

    private synchronized void leave() {
        unacknowledged--;
        notifyAll();
    }

    private synchronized void awaitEnd() throws InterruptedException {
        while (!ended) wait();
        throw new InterruptedException("the run has been ended");
    }

    synchronized void awaitAcknowledged() throws InterruptedException {
        while (unacknowledged > 0) wait();
    }
}

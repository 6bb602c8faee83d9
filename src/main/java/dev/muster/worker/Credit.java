package dev.muster.worker;

import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.actor.typed.javadsl.ActorContext;

/**
 * Lets a hand-written actor emit many results and be held back when the reporter is slow. It has room for so many
 * unacknowledged results; when they are used up, the actor waits until it is told its message to go on.
 *
 * <pre>{@code
 * private Behavior<WorkerCommand> onMore() {
 *     while (credit.emit(next())) {}
 *     return this;
 * }
 * }</pre>
 *
 * <p>One per incarnation. {@link #emit} and {@link #completed} are called by the actor alone. At the end of the incarnation
 * what it emitted is still delivered.
 */
public final class Credit {
    /** As many as a stream sends to the reporter in one batch: more was not faster. */
    private static final int RESULTS = 512;

    private final WorkerContext worker;
    private final ActorRef<WorkerCommand> actor;
    private final WorkerCommand more;
    private int left = RESULTS;
    private boolean waiting;
    private boolean completing;

    private Credit(WorkerContext worker, ActorRef<WorkerCommand> actor, WorkerCommand more) {
        this.worker = worker;
        this.actor = actor;
        this.more = more;
    }

    /** @param more what the actor is told when it may go on, once each time that {@link #emit} said false */
    public static Credit of(WorkerContext worker, ActorContext<WorkerCommand> actor, WorkerCommand more) {
        return new Credit(worker, actor.getSelf(), more);
    }

    /**
     * Emits one result. After the worker's {@code limit} it emits nothing and the actor is told nothing more: Muster ends it.
     *
     * @return false if this was the last one for now: return from the handler, {@code more} comes
     * @throws IllegalStateException if emit said false before and {@code more} has not come yet
     */
    public boolean emit(Result result) {
        take();
        worker.emit(result).whenComplete((done, failure) -> giveBack(failure == null));
        return !mustWait();
    }

    /** Says {@link WorkerContext#completed()} as soon as all that was emitted is acknowledged. Returns at once. */
    public void completed() {
        boolean quiet;
        synchronized (this) {
            quiet = left == RESULTS;
            completing = !quiet;
            waiting = false;
        }
        if (quiet) worker.completed();
    }

    private synchronized void take() {
        if (left == 0 || waiting) throw new IllegalStateException("emits without credit: wait for " + more);
        left--;
    }

    private synchronized boolean mustWait() {
        waiting = left == 0;
        return waiting;
    }

    private void giveBack(boolean delivered) {
        boolean goOn;
        boolean complete;
        synchronized (this) {
            // What was refused is not given back: the incarnation has ended or is about to.
            if (delivered) left++;
            goOn = waiting && left >= RESULTS / 2;
            if (goOn) waiting = false;
            complete = completing && left == RESULTS;
            if (complete) completing = false;
        }
        if (complete) worker.completed();
        else if (goOn) actor.tell(more);
    }
}

package dev.muster.report;

import dev.muster.worker.Result;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.apache.pekko.Done;
import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.actor.typed.ActorSystem;
import org.apache.pekko.actor.typed.javadsl.AskPattern;

/**
 * Carries single results of an actor or a thread to the reporter: natural batching, two batches in flight. At rest a
 * result leaves at once; while both batches are out, the next one grows, so callers keep their open calls bounded.
 * Thread-safe; ends with its incarnation.
 */
public final class Emitter {
    /** The reporter always answers, however long a lossless sink makes it wait: as good as no timeout. */
    private static final Duration FOR_EVER = Duration.ofDays(30);

    private static final int BATCHES_IN_FLIGHT = 2;

    private final ActorSystem<?> system;
    private final ActorRef<Reporter.Command> reporter;
    private final Ledger ledger;
    private final ResultStream stream;
    private Batch next = new Batch();
    private int inFlight;
    private long batches;
    private boolean closed;

    /** Results that travel together, and the one promise of all of them. */
    private static final class Batch {
        private final List<Result> results = new ArrayList<>();
        private final CompletableFuture<Done> accepted = new CompletableFuture<>();
        private long timedFrom;
    }

    public Emitter(ActorSystem<?> system, ActorRef<Reporter.Command> reporter, Ledger ledger) {
        this.system = system;
        this.reporter = reporter;
        this.ledger = ledger;
        this.stream = new ResultStream(ledger);
    }

    /**
     * Completes when the reporter has accepted the result; fails if this emitter or the books are closed, or the limit
     * is reached.
     *
     * @param onFirst called with the first result, on the calling thread
     */
    public synchronized CompletionStage<Done> emit(Result result, Runnable onFirst) {
        if (closed) return refused("the incarnation has ended");
        if (ledger.limitReached()) return refused("the limit is reached");
        if (!stream.emit(result)) return refused("muster is ending");
        if (next.results.isEmpty()) next.timedFrom = ledger.startTiming(batches++);
        if (stream.emitted() == 1) onFirst.run();
        next.results.add(result);
        var accepted = next.accepted;
        if (inFlight < BATCHES_IN_FLIGHT) send();
        return accepted.minimalCompletionStage();
    }

    private void send() {
        var batch = next;
        next = new Batch();
        inFlight++;
        AskPattern.<Reporter.Command, Reporter.Accepted>ask(
                        reporter,
                        replyTo -> new Reporter.Accept(stream, batch.results, batch.timedFrom, replyTo),
                        FOR_EVER,
                        system.scheduler())
                .whenComplete((accepted, failure) -> onAnswer(batch, failure));
    }

    private void onAnswer(Batch batch, Throwable failure) {
        synchronized (this) {
            inFlight--;
            if (!next.results.isEmpty() && !closed) send();
        }
        // Outside of the lock, since what waits for it is not ours.
        if (failure == null) batch.accepted.complete(Done.getInstance());
        else batch.accepted.completeExceptionally(failure);
    }

    /**
     * Refuses from now on, sends what is left and closes the books. Under the same lock as emit, so that no result comes
     * after the end.
     */
    public synchronized void close() {
        if (closed) return;
        closed = true;
        if (!next.results.isEmpty()) send();
        if (stream.emitted() > 0) reporter.tell(new Reporter.Close(stream));
    }

    private static CompletionStage<Done> refused(String why) {
        return CompletableFuture.failedFuture(new IllegalStateException("not emitted: " + why));
    }
}

package dev.muster.report;

import dev.muster.worker.Result;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.apache.pekko.Done;
import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.actor.typed.ActorSystem;
import org.apache.pekko.actor.typed.javadsl.AskPattern;

/** Carries single results of a hand-written actor to the reporter. Thread-safe; ends with its incarnation. */
public final class Emitter {
    /** The reporter always answers, however long a lossless sink makes it wait: as good as no timeout. */
    private static final Duration FOR_EVER = Duration.ofDays(30);

    private final ActorSystem<?> system;
    private final ActorRef<Reporter.Command> reporter;
    private final Ledger ledger;
    private final Run run;
    private boolean closed;

    public Emitter(ActorSystem<?> system, ActorRef<Reporter.Command> reporter, Ledger ledger) {
        this.system = system;
        this.reporter = reporter;
        this.ledger = ledger;
        this.run = new Run(ledger);
    }

    /**
     * Completes when the reporter has accepted the result; fails if this emitter is closed or the limit is reached.
     *
     * @param onFirst called with the first result, on the calling thread
     */
    public synchronized CompletionStage<Done> emit(Result result, Runnable onFirst) {
        if (closed) return refused("the incarnation has ended");
        if (ledger.limitReached()) return refused("the limit is reached");
        long timedFrom = ledger.startTiming(run.emitted());
        run.emit(result);
        if (run.emitted() == 1) onFirst.run();
        return AskPattern.<Reporter.Command, Reporter.Accepted>ask(
                        reporter,
                        replyTo -> new Reporter.Accept(run, List.of(result), timedFrom, replyTo),
                        FOR_EVER,
                        system.scheduler())
                .thenApply(accepted -> Done.getInstance());
    }

    /** Refuses from now on and closes the books. Under the same lock as emit, so that no result comes after the end. */
    public synchronized void close() {
        if (closed) return;
        closed = true;
        if (run.emitted() > 0) reporter.tell(new Reporter.Close(run));
    }

    private static CompletionStage<Done> refused(String why) {
        return CompletableFuture.failedFuture(new IllegalStateException("not emitted: " + why));
    }
}

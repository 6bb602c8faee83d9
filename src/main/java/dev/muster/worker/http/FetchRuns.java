package dev.muster.worker.http;

import dev.muster.worker.WorkerContext;
import java.util.concurrent.CompletableFuture;
import org.apache.pekko.NotUsed;
import org.apache.pekko.actor.typed.ActorSystem;
import org.apache.pekko.stream.javadsl.Source;

/** The runs of one incarnation, with one client that is made with the first. */
final class FetchRuns {
    private final WorkerContext worker;
    private final ActorSystem<?> system;
    private final HttpFetcherSettings settings;
    private CompletableFuture<Client> client;

    FetchRuns(WorkerContext worker, ActorSystem<?> system, HttpFetcherSettings settings) {
        this.worker = worker;
        this.system = system;
        this.settings = settings;
    }

    /** A run. Called on the worker's actor; the trust store is read elsewhere, and the source fails if that fails. */
    Source<Fetched, ?> next() {
        // A trust store may lie on a network drive that hangs.
        if (client == null) {
            client = CompletableFuture.supplyAsync(() -> new Client(system, settings), worker.blocking());
        }
        return Source.completionStageSource(client.thenApply(this::run));
    }

    private Source<Fetched, NotUsed> run(Client ready) {
        return Lane.run(new Plan(settings), ready, new LatestAnswers(settings, worker));
    }
}

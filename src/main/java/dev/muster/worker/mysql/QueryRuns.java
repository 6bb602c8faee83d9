package dev.muster.worker.mysql;

import dev.muster.worker.Result;
import dev.muster.worker.WorkerContext;
import java.util.concurrent.CompletableFuture;
import org.apache.pekko.NotUsed;
import org.apache.pekko.stream.javadsl.Source;

/** The runs of one incarnation, over one pool of connections that is opened with the first. */
final class QueryRuns {
    private final WorkerContext worker;
    private final MysqlQuerySettings settings;
    private CompletableFuture<Source<Result, NotUsed>> source;

    QueryRuns(WorkerContext worker, MysqlQuerySettings settings) {
        this.worker = worker;
        this.settings = settings;
    }

    /** A run. Called on the worker's actor; connects elsewhere, and the source fails if that fails. */
    Source<Result, ?> next() {
        if (source == null) source = CompletableFuture.supplyAsync(this::open, worker.blocking());
        return Source.completionStageSource(source);
    }

    private Source<Result, NotUsed> open() {
        try {
            var database = worker.own(Database.open(settings));
            return Source.fromGraph(new QuerySource(worker, settings, database));
        } catch (Throwable e) {
            throw FailureText.of(settings).failure(e);
        }
    }
}

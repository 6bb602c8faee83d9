package dev.muster.worker.mysql;

import dev.muster.worker.Result;
import dev.muster.worker.WorkerContext;
import java.util.concurrent.CompletableFuture;
import org.apache.pekko.stream.javadsl.Source;

/** The runs of one incarnation, over one pool of connections that is opened with the first. */
final class QueryRuns {
    private final WorkerContext worker;
    private final MysqlQuerySettings settings;
    private CompletableFuture<Database> database;

    QueryRuns(WorkerContext worker, MysqlQuerySettings settings) {
        this.worker = worker;
        this.settings = settings;
    }

    /** A run. Called on the worker's actor; connects elsewhere, and the source fails if that fails. */
    Source<Result, ?> next() {
        boolean first = database == null;
        if (first) database = CompletableFuture.supplyAsync(this::open, worker.blocking());
        return Source.fromGraph(new QuerySource(worker, settings, database, first));
    }

    private Database open() {
        try {
            return worker.own(Database.open(settings));
        } catch (Throwable e) {
            throw FailureText.of(settings).failure(e);
        }
    }
}

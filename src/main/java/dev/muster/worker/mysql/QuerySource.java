package dev.muster.worker.mysql;

import dev.muster.worker.Result;
import dev.muster.worker.WorkerContext;
import java.util.concurrent.CompletionStage;
import org.apache.pekko.stream.Attributes;
import org.apache.pekko.stream.Outlet;
import org.apache.pekko.stream.SourceShape;
import org.apache.pekko.stream.stage.GraphStage;
import org.apache.pekko.stream.stage.GraphStageLogic;

/** The results of one run, as the sessions give them. */
final class QuerySource extends GraphStage<SourceShape<Result>> {
    private final WorkerContext worker;
    private final MysqlQuerySettings settings;
    private final CompletionStage<Database> database;
    private final boolean gently;
    private final SourceShape<Result> shape = SourceShape.of(Outlet.create("QuerySource.out"));

    /** @param gently whether the sessions are to join one after the other, since each has to connect first */
    QuerySource(WorkerContext worker, MysqlQuerySettings settings, CompletionStage<Database> database, boolean gently) {
        this.worker = worker;
        this.settings = settings;
        this.database = database;
        this.gently = gently;
    }

    @Override
    public SourceShape<Result> shape() {
        return shape;
    }

    @Override
    public GraphStageLogic createLogic(Attributes attributes) {
        return new QueryRun(shape, worker, settings, database, gently);
    }
}

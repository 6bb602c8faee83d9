package dev.muster.worker.mysql;

import dev.muster.worker.Result;
import dev.muster.worker.WorkerContext;
import org.apache.pekko.stream.Attributes;
import org.apache.pekko.stream.Outlet;
import org.apache.pekko.stream.SourceShape;
import org.apache.pekko.stream.stage.GraphStage;
import org.apache.pekko.stream.stage.GraphStageLogic;

/** The results of one run, as the sessions give them. */
final class QuerySource extends GraphStage<SourceShape<Result>> {
    private final WorkerContext worker;
    private final MysqlQuerySettings settings;
    private final Database database;
    private final SourceShape<Result> shape = SourceShape.of(Outlet.create("QuerySource.out"));

    QuerySource(WorkerContext worker, MysqlQuerySettings settings, Database database) {
        this.worker = worker;
        this.settings = settings;
        this.database = database;
    }

    @Override
    public SourceShape<Result> shape() {
        return shape;
    }

    @Override
    public GraphStageLogic createLogic(Attributes attributes) {
        return new QueryRun(shape, worker, settings, database);
    }
}

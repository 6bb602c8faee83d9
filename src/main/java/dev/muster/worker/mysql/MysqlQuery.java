package dev.muster.worker.mysql;

import dev.muster.worker.Fields;
import dev.muster.worker.Job;
import dev.muster.worker.StreamWorker;
import dev.muster.worker.WorkerType;
import java.util.List;

/**
 * Repeats a statement on a MySQL or MariaDB server, over {@code concurrency} sessions, and gives each row as a
 * {@link Row}, or an {@link Update} if the statement gives no rows. Rows come off the network as the reporter takes them:
 * a long result needs no more memory than a short one. A lost or refused connection, a statement that the server refuses
 * and one that it does not answer in time fail the run.
 */
public final class MysqlQuery implements WorkerType {

    @Override
    public String name() {
        return "mysql-query";
    }

    @Override
    public Job read(Fields fields) {
        var settings = MysqlQuerySettings.read(fields);
        Job job = worker -> {
            var runs = new QueryRuns(worker, settings);
            return StreamWorker.of(worker, runs::next);
        };
        return job.dependingOn(List.of(new MysqlServer(settings)));
    }
}

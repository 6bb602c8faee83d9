package dev.muster.worker.http;

import dev.muster.worker.Fields;
import dev.muster.worker.Job;
import dev.muster.worker.StreamWorker;
import dev.muster.worker.WorkerType;
import org.apache.pekko.actor.typed.javadsl.Behaviors;

/**
 * Fetches a list of URLs, {@code repeat} times. A fetch that fails is a result with a failure and the run goes on; a run
 * ends when every fetch has its result.
 */
public final class HttpFetcher implements WorkerType {

    @Override
    public String name() {
        return "http-fetcher";
    }

    @Override
    public Job read(Fields fields) {
        var settings = HttpFetcherSettings.read(fields);
        Job job = worker -> Behaviors.setup(context -> {
            var runs = new FetchRuns(worker, context.getSystem(), settings);
            return StreamWorker.of(worker, runs::next);
        });
        return job.expecting(settings.fetches()).dependingOn(WebServer.of(settings));
    }
}

package dev.muster.worker.redis;

import dev.muster.worker.Fields;
import dev.muster.worker.Job;
import dev.muster.worker.StreamWorker;
import dev.muster.worker.WorkerType;
import java.util.List;
import org.apache.pekko.stream.javadsl.Source;

/** Listens to Redis channels and patterns; every message is a result. */
public final class RedisSubscriber implements WorkerType {

    @Override
    public String name() {
        return "redis-subscriber";
    }

    @Override
    public Job read(Fields fields) {
        var settings = RedisSubscriberSettings.read(fields);
        // What a Job may keep of its incarnations: since when they have been without a subscription. It is thread-safe.
        var absence = new Absence();
        Job job = worker ->
                StreamWorker.live(worker, () -> Source.fromGraph(new Subscription(worker, settings, absence)));
        return job.dependingOn(List.of(new RedisServer(settings.address())));
    }
}

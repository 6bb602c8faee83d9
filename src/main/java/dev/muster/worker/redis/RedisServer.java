package dev.muster.worker.redis;

import dev.muster.worker.Dependency;
import io.lettuce.core.resource.NettyCustomizer;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** What a subscriber listens to: a server, a Sentinel's master or a cluster. */
record RedisServer(RedisAddress address) implements Dependency {
    private static final int SMALLEST_PAYLOAD = 64;

    @Override
    public String name() {
        return "redis at " + address.where();
    }

    /** Connects, logs in and asks for a sign of life. */
    @Override
    public String connect() throws Exception {
        try (var clients = new RedisClients();
                var connector = new RedisConnector(address, clients, new NettyCustomizer() {})) {
            var connection = within(connector.connect(new PayloadCodec(SMALLEST_PAYLOAD)));
            return within(connection.async().ping());
        } catch (ExecutionException e) {
            throw RedisUnavailable.of(e.getCause(), address);
        } catch (TimeoutException e) {
            throw new RedisUnavailable(RedisUnavailable.silence(address));
        }
    }

    private <T> T within(CompletionStage<? extends T> answer) throws Exception {
        return answer.toCompletableFuture().get(2 * address.connectTimeout().toMillis(), TimeUnit.MILLISECONDS);
    }
}

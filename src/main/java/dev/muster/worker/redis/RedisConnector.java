package dev.muster.worker.redis;

import io.lettuce.core.AbstractRedisClient;
import io.lettuce.core.ClientOptions;
import io.lettuce.core.MaintNotificationsConfig;
import io.lettuce.core.RedisClient;
import io.lettuce.core.SocketOptions;
import io.lettuce.core.SslOptions;
import io.lettuce.core.TimeoutOptions;
import io.lettuce.core.cluster.ClusterClientOptions;
import io.lettuce.core.cluster.RedisClusterClient;
import io.lettuce.core.codec.RedisCodec;
import io.lettuce.core.protocol.ProtocolVersion;
import io.lettuce.core.pubsub.StatefulRedisPubSubConnection;
import io.lettuce.core.resource.NettyCustomizer;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/** A Lettuce client for one address, of a server, a Sentinel's master or a cluster. Thread-safe. */
final class RedisConnector implements AutoCloseable {
    /** A heartbeat and the subscriptions are all that is ever asked. */
    private static final int QUEUED_REQUESTS = 64;

    private final RedisAddress address;
    private final RedisClients clients;
    private final AbstractRedisClient client;
    private final ClientChannels channels;
    private CompletableFuture<Void> begun = CompletableFuture.completedFuture(null);
    private boolean closed;

    /** Does no I/O, but the first one loads classes and starts threads. */
    RedisConnector(RedisAddress address, RedisClients clients, NettyCustomizer customizer) {
        this.address = address;
        this.clients = clients;
        this.channels = new ClientChannels(customizer);
        this.client = clients.open(
                resources -> {
                    if (address.cluster()) return RedisClusterClient.create(resources, address.uris());
                    return RedisClient.create(resources, address.uri());
                },
                channels);
    }

    /** Connects in the background; once closed, fails. The connection comes back by itself after a loss. */
    <V> CompletionStage<StatefulRedisPubSubConnection<String, V>> connect(RedisCodec<String, V> codec) {
        var beginning = new CompletableFuture<Void>();
        if (!begin(beginning)) return CompletableFuture.failedFuture(new CancellationException("closed"));
        try {
            return connecting(codec)
                    .toCompletableFuture()
                    .whenComplete((connection, failure) -> {
                        if (connection != null && isClosed()) connection.closeAsync();
                    })
                    .exceptionallyCompose(failure -> CompletableFuture.failedFuture(channels.cause(failure)));
        } finally {
            beginning.complete(null);
        }
    }

    private synchronized boolean begin(CompletableFuture<Void> beginning) {
        if (!closed) begun = beginning;
        return !closed;
    }

    private synchronized boolean isClosed() {
        return closed;
    }

    private <V> CompletionStage<StatefulRedisPubSubConnection<String, V>> connecting(RedisCodec<String, V> codec) {
        var options = options();
        if (client instanceof RedisClusterClient cluster) {
            cluster.setOptions(ClusterClientOptions.builder(options).build());
            return cluster.refreshPartitionsAsync()
                    .thenCompose(known -> cluster.connectPubSubAsync(codec))
                    .thenApply(connection -> connection);
        }
        var single = (RedisClient) client;
        single.setOptions(options);
        return single.connectPubSubAsync(codec, address.uri());
    }

    /** Closes the connection in the background, also one that is only being made, and whatever that waits for. */
    @Override
    public void close() {
        // A client that begins to connect after its end takes event loops that it never gives back.
        end().whenComplete((done, failure) -> {
            clients.close(client);
            channels.close();
        });
    }

    private synchronized CompletableFuture<Void> end() {
        closed = true;
        return begun;
    }

    private ClientOptions options() {
        var timeout = address.connectTimeout();
        // Shorter than the whole, so that TLS is what gets named when it is TLS that fails.
        var tls = SslOptions.builder()
                .jdkSslProvider()
                .handshakeTimeout(timeout.multipliedBy(3).dividedBy(4));
        address.trustStore().ifPresent(store -> store.applyTo(tls));
        return ClientOptions.builder()
                // Messages are decoded a third faster than in RESP3, of which nothing is needed.
                .protocolVersion(ProtocolVersion.RESP2)
                .maintNotificationsConfig(MaintNotificationsConfig.disabled())
                .socketOptions(SocketOptions.builder().connectTimeout(timeout).build())
                .timeoutOptions(TimeoutOptions.builder()
                        .timeoutSource(new CommandTimeouts(timeout))
                        .build())
                .requestQueueSize(QUEUED_REQUESTS)
                .sslOptions(tls.build())
                .build();
    }
}

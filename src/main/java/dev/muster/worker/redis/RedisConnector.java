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
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/** A Lettuce client for one address, of a server, a Sentinel's master or a cluster. Thread-safe. */
final class RedisConnector implements AutoCloseable {
    /** A heartbeat and the subscriptions are all that is ever asked. */
    private static final int QUEUED_REQUESTS = 64;

    private final RedisAddress address;
    private final RedisClients clients;
    private final AbstractRedisClient client;
    private volatile CompletableFuture<?> attempt = CompletableFuture.completedFuture(null);

    /** Does no I/O, but the first one loads classes and starts threads. */
    RedisConnector(RedisAddress address, RedisClients clients, NettyCustomizer customizer) {
        this.address = address;
        this.clients = clients;
        this.client = clients.open(
                resources -> {
                    if (address.cluster()) return RedisClusterClient.create(resources, address.uris());
                    return RedisClient.create(resources, address.uri());
                },
                customizer);
    }

    /** Connects in the background. The connection comes back by itself after a loss. */
    <V> CompletionStage<? extends StatefulRedisPubSubConnection<String, V>> connect(RedisCodec<String, V> codec) {
        var connected = connecting(codec);
        attempt = connected.handle((connection, failure) -> connection).toCompletableFuture();
        return connected;
    }

    private <V> CompletionStage<? extends StatefulRedisPubSubConnection<String, V>> connecting(
            RedisCodec<String, V> codec) {
        var options = options();
        if (client instanceof RedisClusterClient cluster) {
            cluster.setOptions(ClusterClientOptions.builder(options).build());
            return cluster.refreshPartitionsAsync().thenCompose(known -> cluster.connectPubSubAsync(codec));
        }
        var single = (RedisClient) client;
        single.setOptions(options);
        return single.connectPubSubAsync(codec, address.uri());
    }

    /** Closes the connection in the background; one that is being made when it is there, or else nobody ever would. */
    @Override
    public void close() {
        attempt.whenComplete((connection, failure) -> clients.close(client));
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

package dev.muster.worker.redis;

import io.lettuce.core.AbstractRedisClient;
import io.lettuce.core.metrics.CommandLatencyRecorder;
import io.lettuce.core.resource.ClientResources;
import io.lettuce.core.resource.Delay;
import io.lettuce.core.resource.NettyCustomizer;
import io.lettuce.core.resource.Transports;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import org.apache.pekko.actor.AbstractExtensionId;
import org.apache.pekko.actor.ExtendedActorSystem;
import org.apache.pekko.actor.Extension;

/**
 * The threads that all Redis clients of an actor system share. They come with the first client and go with the system, or
 * once the last client is closed, if that is later: what is still to be closed needs them. Thread-safe.
 */
final class RedisClients implements Extension, AutoCloseable {

    static final AbstractExtensionId<RedisClients> ID = new AbstractExtensionId<>() {
        @Override
        public RedisClients createExtension(ExtendedActorSystem system) {
            var clients = new RedisClients();
            system.registerOnTermination((Runnable) clients::close);
            return clients;
        }
    };

    /** Lettuce's least number; one connection needs one thread. */
    private static final int THREADS = 2;

    /** Grows from 50 ms; the cap keeps the return of Redis from going unnoticed for long. */
    private static final Delay RECONNECT_DELAY =
            Delay.fullJitter(Duration.ofMillis(50), Duration.ofSeconds(1), 50, TimeUnit.MILLISECONDS);

    private ClientResources shared;
    private int clients;
    private boolean closed;

    /** Makes a client on the shared threads; does no I/O. To be handed back to {@link #close}. */
    synchronized <C extends AbstractRedisClient> C open(Function<ClientResources, C> make, NettyCustomizer customizer) {
        if (shared == null) shared = start();
        // The customizer is per resources, so each client has its own, made of the shared parts.
        var resources = ClientResources.builder()
                .eventLoopGroupProvider(shared.eventLoopGroupProvider())
                .eventExecutorGroup(shared.eventExecutorGroup())
                .timer(shared.timer())
                .commandLatencyRecorder(CommandLatencyRecorder.disabled())
                .reconnectDelay(RECONNECT_DELAY)
                .nettyCustomizer(customizer)
                .build();
        var client = make.apply(resources);
        clients++;
        return client;
    }

    /** Closes a client and its connections in the background. */
    void close(AbstractRedisClient client) {
        client.shutdownAsync(0, 2, TimeUnit.SECONDS).whenComplete((done, failure) -> release(client.getResources()));
    }

    private synchronized void release(ClientResources own) {
        own.shutdown(0, 0, TimeUnit.SECONDS);
        clients--;
        endIfUnused();
    }

    /** Ends the threads in the background, once the last client is closed. */
    @Override
    public synchronized void close() {
        closed = true;
        endIfUnused();
    }

    private void endIfUnused() {
        if (!closed || clients > 0 || shared == null) return;
        shared.shutdown(0, 2, TimeUnit.SECONDS);
        shared = null;
    }

    private static ClientResources start() {
        var started = ClientResources.builder()
                .ioThreadPoolSize(THREADS)
                .computationThreadPoolSize(THREADS)
                .commandLatencyRecorder(CommandLatencyRecorder.disabled())
                .build();
        // Else the event loops end with the last client, and one that comes just then is given them all the same.
        started.eventLoopGroupProvider().allocate(Transports.eventLoopGroupClass());
        return started;
    }
}

package dev.muster.admin;

import dev.muster.guardian.Controls;
import dev.muster.guardian.Levels;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import org.apache.pekko.Done;
import org.apache.pekko.actor.CoordinatedShutdown;
import org.apache.pekko.actor.typed.ActorSystem;
import org.apache.pekko.io.Inet;
import org.apache.pekko.io.TcpSO;
import org.apache.pekko.stream.ActorAttributes;
import org.apache.pekko.stream.javadsl.Keep;
import org.apache.pekko.stream.javadsl.Sink;
import org.apache.pekko.stream.javadsl.Tcp;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The HTTP server for people, scripts and probes. Bounded in all it holds and on threads of its own, so that
 * whatever it is sent does not reach the workers. It ends after the drain, as the last of all.
 */
public final class AdminServer {
    private static final Logger LOG = LoggerFactory.getLogger(AdminServer.class);

    /** For answers that are under way when everything else has ended. */
    private static final Duration CLOSING = Duration.ofMillis(500);

    /** Apart from the guardian's and the reporter's: whatever is asked here, commands and results do not wait for it. */
    static final String THREADS = "muster.dispatchers.admin";

    /** Connections that the kernel holds while the server takes others in. */
    private static final int BACKLOG = 128;

    /** What the kernel holds of an answer that is not read. By itself it would take megabytes, of each slow viewer. */
    private static final List<Inet.SocketOption> SOCKETS = List.of(TcpSO.sendBufferSize(64 * 1024));

    private final Tcp.ServerBinding binding;
    private final URI address;
    private final Connections connections;

    private AdminServer(Tcp.ServerBinding binding, URI address, Connections connections) {
        this.binding = binding;
        this.address = address;
        this.connections = connections;
    }

    /**
     * Listens, and answers until the system ends.
     *
     * @param events whose sink the reporter has been given; without it viewers are shown no results
     * @return fails with {@link AdminUnavailable} if it cannot listen there
     */
    public static CompletionStage<AdminServer> start(
            ActorSystem<?> system, Controls controls, Levels levels, Events events, Binding where) {
        events.listenTo(controls);
        var reception = new Reception(system, new Guards(where), Routes.of(controls, levels, events));
        var connections = new Connections();
        var limits = Limits.settings(system);
        return Tcp.get(system)
                .bind(Binding.bare(where.host()), where.port(), BACKLOG, SOCKETS, true, Optional.of(Limits.IDLE))
                .toMat(
                        Sink.foreach(it -> connections.enter(Connection.serve(it, limits, reception, system))),
                        Keep.left())
                .withAttributes(ActorAttributes.dispatcher(THREADS))
                .run(system)
                .handle((binding, failure) -> failure == null
                        ? CompletableFuture.completedFuture(started(system, binding, where, connections))
                        : CompletableFuture.<AdminServer>failedFuture(new AdminUnavailable(where, failure)))
                .thenCompose(started -> started);
    }

    private static AdminServer started(
            ActorSystem<?> system, Tcp.ServerBinding binding, Binding where, Connections connections) {
        var address =
                URI.create("http://" + where.authority(binding.localAddress().getPort()) + "/");
        var server = new AdminServer(binding, address, connections);
        CoordinatedShutdown.get(system).addTask(CoordinatedShutdown.PhaseServiceUnbind(), "admin", server::stop);
        LOG.info("listens at {}", address);
        return server;
    }

    /** Where it is, with the port that it has in fact. */
    public URI address() {
        return address;
    }

    /** Viewers leave by themselves: the events that they watch have ended. */
    private CompletionStage<Done> stop() {
        var left = new CompletableFuture<Void>();
        connections.closeIdle(() -> left.complete(null));
        CompletableFuture.delayedExecutor(CLOSING.toMillis(), TimeUnit.MILLISECONDS)
                .execute(connections::closeAll);
        return CompletableFuture.allOf(left, binding.unbind().toCompletableFuture())
                .completeOnTimeout(null, CLOSING.multipliedBy(2).toMillis(), TimeUnit.MILLISECONDS)
                .thenApply(done -> Done.getInstance());
    }
}

package dev.muster.admin;

import dev.muster.guardian.Controls;
import java.net.URI;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.apache.pekko.Done;
import org.apache.pekko.actor.CoordinatedShutdown;
import org.apache.pekko.actor.typed.ActorSystem;
import org.apache.pekko.http.javadsl.Http;
import org.apache.pekko.http.javadsl.IncomingConnection;
import org.apache.pekko.http.javadsl.ServerBinding;
import org.apache.pekko.stream.ActorAttributes;
import org.apache.pekko.stream.javadsl.Keep;
import org.apache.pekko.stream.javadsl.Sink;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The HTTP server for people, scripts and probes. Bounded in all it holds and on the threads of {@code muster.control}, so
 * that whatever it is sent does not reach the workers. It ends after the drain, as the last of all.
 */
public final class AdminServer {
    private static final Logger LOG = LoggerFactory.getLogger(AdminServer.class);

    /** For answers that are under way when everything else has ended. */
    private static final Duration CLOSING = Duration.ofMillis(500);

    private final ServerBinding binding;
    private final URI address;
    private final Connections connections;

    private AdminServer(ServerBinding binding, URI address, Connections connections) {
        this.binding = binding;
        this.address = address;
        this.connections = connections;
    }

    /**
     * Listens, and answers until the system ends.
     *
     * @return fails with {@link AdminUnavailable} if it cannot listen there
     */
    public static CompletionStage<AdminServer> start(ActorSystem<?> system, Controls controls, Binding where) {
        var reception = new Reception(system, new Guards(where), Routes.of(controls));
        var connections = new Connections();
        return Http.get(system)
                .newServerAt(Binding.bare(where.host()), where.port())
                .withSettings(Limits.settings(system))
                .connectionSource()
                .toMat(Sink.foreach(it -> serve(it, reception, system, connections)), Keep.left())
                .withAttributes(ActorAttributes.dispatcher("muster.control"))
                .run(system)
                .handle((binding, failure) -> failure == null
                        ? CompletableFuture.completedFuture(started(system, binding, where, connections))
                        : CompletableFuture.<AdminServer>failedFuture(new AdminUnavailable(where, failure)))
                .thenCompose(started -> started);
    }

    private static void serve(
            IncomingConnection incoming, Reception reception, ActorSystem<?> system, Connections connections) {
        var connection = Connection.serve(incoming, reception, system);
        connections.enter(connection);
        connection.gone().thenRun(() -> connections.leave(connection));
    }

    private static AdminServer started(
            ActorSystem<?> system, ServerBinding binding, Binding where, Connections connections) {
        var address =
                URI.create("http://" + where.authority(binding.localAddress().getPort()) + "/");
        var server = new AdminServer(binding, address, connections);
        CoordinatedShutdown.get(system)
                .addTask(CoordinatedShutdown.PhaseServiceUnbind(), "admin", () -> server.stop(system));
        LOG.info("{}", address);
        return server;
    }

    /** Where it is, with the port that it has in fact. */
    public URI address() {
        return address;
    }

    private CompletionStage<Done> stop(ActorSystem<?> system) {
        binding.unbind();
        var over = new CompletableFuture<Done>();
        system.scheduler().scheduleOnce(CLOSING, () -> over.complete(Done.getInstance()), system.executionContext());
        connections.closeAll(() -> over.complete(Done.getInstance()));
        return over;
    }
}

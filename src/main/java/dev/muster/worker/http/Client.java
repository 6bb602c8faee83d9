package dev.muster.worker.http;

import java.util.List;
import java.util.Optional;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import org.apache.pekko.NotUsed;
import org.apache.pekko.actor.typed.ActorSystem;
import org.apache.pekko.http.javadsl.ClientTransport;
import org.apache.pekko.http.javadsl.Http;
import org.apache.pekko.http.javadsl.model.HttpRequest;
import org.apache.pekko.http.javadsl.model.HttpResponse;
import org.apache.pekko.http.javadsl.model.headers.Host;
import org.apache.pekko.http.javadsl.model.headers.UserAgent;
import org.apache.pekko.http.javadsl.settings.ClientConnectionSettings;
import org.apache.pekko.stream.KillSwitches;
import org.apache.pekko.stream.OverflowStrategy;
import org.apache.pekko.stream.TLSClosing;
import org.apache.pekko.stream.TLSProtocol.SessionBytes;
import org.apache.pekko.stream.TLSProtocol.SslTlsInbound;
import org.apache.pekko.stream.TLSProtocol.SslTlsOutbound;
import org.apache.pekko.stream.UniqueKillSwitch;
import org.apache.pekko.stream.javadsl.BidiFlow;
import org.apache.pekko.stream.javadsl.Flow;
import org.apache.pekko.stream.javadsl.Keep;
import org.apache.pekko.stream.javadsl.TLS;
import org.apache.pekko.stream.javadsl.TLSPlacebo;
import org.apache.pekko.util.ByteString;

/** Makes connections. Thread-safe. */
final class Client {

    /** What is wrong with an answer is told by the result and not by the log; only framing headers are understood. */
    private static final String PARSING =
            "pekko.http.client.parsing { modeled-header-parsing = off, error-logging-verbosity = off }";

    /** Besides those in the settings; as many as a redirecting site is likely to have. */
    private static final int REDIRECTED_ORIGINS = 64;

    private final ActorSystem<?> system;
    private final HttpFetcherSettings settings;
    private final ClientConnectionSettings connections;
    private final ClientTransport transport;
    private final SSLContext security;
    // Building one primes a header parser.
    private final PerOrigin<BidiFlow<HttpRequest, SslTlsOutbound, SslTlsInbound, HttpResponse, NotUsed>> layers;

    Client(ActorSystem<?> system, HttpFetcherSettings settings) {
        this.system = system;
        this.settings = settings;
        this.transport = settings.route().transport();
        this.security = settings.route().security();
        this.layers = new PerOrigin<>(settings.origins() + REDIRECTED_ORIGINS, this::layer);
        // The lane has a deadline for each fetch, so the idle timeout only ends connections that nobody uses.
        this.connections = ClientConnectionSettings.create(PARSING)
                .withConnectingTimeout(settings.limits().connect())
                .withIdleTimeout(settings.limits().timeout().plusSeconds(15))
                .withUserAgentHeader(Optional.of(UserAgent.create("Muster")));
    }

    HttpFetcherSettings settings() {
        return settings;
    }

    /**
     * One connection, to be run once; the switch ends it at once, in whatever state it is.
     *
     * @param socket of this connection alone; to be abandoned after the switch was used
     */
    Flow<HttpRequest, HttpResponse, UniqueKillSwitch> connection(Origin origin, Framing framing, NewSocket socket) {
        var own = connections.withSocketOptions(List.of(socket));
        var wire = BidiFlow.fromGraph(KillSwitches.<ByteString, ByteString>singleBidi())
                .join(transport.connectTo(origin.host(), origin.port(), own, system.classicSystem()), Keep.left());
        return layers.of(origin).atop(followed(framing)).atop(security(origin)).join(wire, Keep.right());
    }

    private BidiFlow<HttpRequest, SslTlsOutbound, SslTlsInbound, HttpResponse, NotUsed> layer(Origin origin) {
        return Http.get(system).clientLayer(Host.create(origin.host(), origin.port()), connections);
    }

    /** Reads ahead by one piece, so that what comes unasked is seen before the next request is sent. */
    private static BidiFlow<SslTlsOutbound, SslTlsOutbound, SslTlsInbound, SslTlsInbound, NotUsed> followed(
            Framing framing) {
        var inbound = Flow.of(SslTlsInbound.class)
                .map(received -> {
                    if (received instanceof SessionBytes session) framing.follow(session.bytes());
                    return received;
                })
                .buffer(1, OverflowStrategy.backpressure());
        return BidiFlow.fromFlows(Flow.of(SslTlsOutbound.class), inbound);
    }

    private BidiFlow<SslTlsOutbound, ByteString, ByteString, SslTlsInbound, NotUsed> security(Origin origin) {
        return origin.secure() ? TLS.create(() -> engine(origin), TLSClosing.eagerClose()) : plain();
    }

    @SuppressWarnings("unchecked") // a BidiFlow only gives out, so session bytes are inbound
    private static BidiFlow<SslTlsOutbound, ByteString, ByteString, SslTlsInbound, NotUsed> plain() {
        return (BidiFlow<SslTlsOutbound, ByteString, ByteString, SslTlsInbound, NotUsed>)
                (BidiFlow<?, ?, ?, ?, ?>) TLSPlacebo.getInstance();
    }

    private SSLEngine engine(Origin origin) {
        var engine = security.createSSLEngine(origin.host(), origin.port());
        engine.setUseClientMode(true);
        var parameters = engine.getSSLParameters();
        parameters.setEndpointIdentificationAlgorithm("HTTPS");
        engine.setSSLParameters(parameters);
        return engine;
    }
}

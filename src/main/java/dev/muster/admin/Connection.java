package dev.muster.admin;

import java.net.InetSocketAddress;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.apache.pekko.Done;
import org.apache.pekko.NotUsed;
import org.apache.pekko.actor.typed.ActorSystem;
import org.apache.pekko.http.javadsl.Http;
import org.apache.pekko.http.javadsl.model.HttpRequest;
import org.apache.pekko.http.javadsl.model.HttpResponse;
import org.apache.pekko.http.javadsl.settings.ServerSettings;
import org.apache.pekko.stream.ActorAttributes;
import org.apache.pekko.stream.KillSwitches;
import org.apache.pekko.stream.TLSProtocol.SessionBytes;
import org.apache.pekko.stream.TLSProtocol.SslTlsInbound;
import org.apache.pekko.stream.TLSProtocol.SslTlsOutbound;
import org.apache.pekko.stream.UniqueKillSwitch;
import org.apache.pekko.stream.javadsl.BidiFlow;
import org.apache.pekko.stream.javadsl.Flow;
import org.apache.pekko.stream.javadsl.Keep;
import org.apache.pekko.stream.javadsl.TLSPlacebo;
import org.apache.pekko.stream.javadsl.Tcp;
import org.apache.pekko.util.ByteString;

/** One caller, for the time of one request. */
final class Connection {
    private final InetSocketAddress from;
    private final CompletableFuture<Done> gone = new CompletableFuture<>();
    private final CompletableFuture<Done> over = new CompletableFuture<>();
    private volatile boolean asked;
    private volatile boolean heard;
    private volatile UniqueKillSwitch open;

    private Connection(InetSocketAddress from) {
        this.from = from;
    }

    /** Serves the caller until it is gone, on the calling thread's behalf. */
    static Connection serve(
            Tcp.IncomingConnection incoming, ServerSettings limits, Reception reception, ActorSystem<?> system) {
        var connection = new Connection(incoming.remoteAddress());
        connection.open = incoming.flow()
                .watchTermination((used, end) -> note(end, connection.gone))
                .via(new Intake())
                .joinMat(KillSwitches.<ByteString, ByteString>singleBidi(), Keep.right())
                .join(connection
                        .served(limits, reception, system)
                        .watchTermination((used, end) -> note(end, connection.over)))
                .withAttributes(ActorAttributes.dispatcher(AdminServer.THREADS))
                .run(system);
        var deadline = system.scheduler()
                .scheduleOnce(Limits.HEAD_DEADLINE, connection::closeIfSilent, system.executionContext());
        connection.over().thenRun(deadline::cancel);
        return connection;
    }

    private static NotUsed note(CompletionStage<Done> end, CompletableFuture<Done> when) {
        end.whenComplete((done, failure) -> when.complete(Done.getInstance()));
        return NotUsed.getInstance();
    }

    private Flow<ByteString, ByteString, NotUsed> served(
            ServerSettings limits, Reception reception, ActorSystem<?> system) {
        Flow<SessionBytes, SslTlsInbound, NotUsed> inbound = Flow.upcast(Flow.of(SessionBytes.class));
        return Http.get(system)
                .serverLayer(limits, Optional.of(from))
                .atop(BidiFlow.fromFlows(Flow.of(SslTlsOutbound.class), inbound))
                .atop(TLSPlacebo.getInstance())
                .reversed()
                .join(Flow.<HttpRequest>create()
                        .mapAsync(1, request -> asked ? refuse(request, system) : answer(request, reception)));
    }

    private CompletionStage<HttpResponse> answer(HttpRequest request, Reception reception) {
        asked = true;
        return reception.answer(listeningTo(request), from, gone);
    }

    /** One behind the first was read before the first was answered, which closes the connection. It has no effect. */
    private static CompletionStage<HttpResponse> refuse(HttpRequest second, ActorSystem<?> system) {
        second.discardEntityBytes(system);
        return CompletableFuture.completedFuture(Replies.error(400, "a connection takes one request"));
    }

    private HttpRequest listeningTo(HttpRequest request) {
        heard = request.entity().isStrict();
        if (heard) return request;
        return request.transformEntityDataBytes(Flow.of(ByteString.class).watchTermination((used, end) -> {
            end.thenRun(() -> heard = true);
            return used;
        }));
    }

    /** Completes when the caller sends no more, and has no use for a stream that does not end by itself. */
    CompletionStage<Done> gone() {
        return gone;
    }

    /** Completes when nothing comes and nothing goes any more. */
    CompletionStage<Void> over() {
        return CompletableFuture.allOf(gone, over);
    }

    /** Whether nothing is under way: it has not yet said all that it wants, or it has its answer and does not go. */
    boolean isIdle() {
        return !heard || over.isDone();
    }

    private void closeIfSilent() {
        if (!asked) close();
    }

    /** Ends it, whatever it is in. */
    void close() {
        open.shutdown();
    }
}

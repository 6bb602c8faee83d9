package dev.muster.admin;

import java.net.InetSocketAddress;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.apache.pekko.Done;
import org.apache.pekko.actor.typed.ActorSystem;
import org.apache.pekko.http.javadsl.IncomingConnection;
import org.apache.pekko.http.javadsl.model.HttpRequest;
import org.apache.pekko.http.javadsl.model.HttpResponse;
import org.apache.pekko.stream.ActorAttributes;
import org.apache.pekko.stream.KillSwitches;
import org.apache.pekko.stream.UniqueKillSwitch;
import org.apache.pekko.stream.javadsl.Flow;
import org.apache.pekko.stream.javadsl.Keep;

/** One caller, for the time of one request. */
final class Connection {
    private final InetSocketAddress from;
    private final CompletableFuture<Done> gone = new CompletableFuture<>();
    private volatile boolean asked;
    private volatile UniqueKillSwitch open;

    private Connection(InetSocketAddress from) {
        this.from = from;
    }

    /** Serves the caller until it is gone. @return what to close it with */
    static Connection serve(IncomingConnection incoming, Reception reception, ActorSystem<?> system) {
        var connection = new Connection(incoming.remoteAddress());
        var ends = incoming.flow()
                .joinMat(KillSwitches.<HttpRequest, HttpResponse>singleBidi(), Keep.right())
                .joinMat(connection.handler(reception), Keep.both())
                .withAttributes(ActorAttributes.dispatcher("muster.control"))
                .run(system);
        connection.open = ends.first();
        ends.second().whenComplete((done, failure) -> connection.gone.complete(Done.getInstance()));
        var deadline = system.scheduler()
                .scheduleOnce(Limits.HEAD_DEADLINE, connection::closeIfSilent, system.executionContext());
        connection.gone.thenRun(deadline::cancel);
        return connection;
    }

    private Flow<HttpRequest, HttpResponse, CompletionStage<Done>> handler(Reception reception) {
        return Flow.<HttpRequest>create()
                .mapAsync(1, request -> {
                    asked = true;
                    return reception.answer(request, from, gone);
                })
                .watchTermination(Keep.right());
    }

    /** Completes when the caller is gone, or has its answer. */
    CompletionStage<Done> gone() {
        return gone;
    }

    /** Whether it has not yet said what it wants. */
    boolean isSilent() {
        return !asked;
    }

    private void closeIfSilent() {
        if (isSilent()) close();
    }

    /** Ends it, whatever it is in. */
    void close() {
        open.shutdown();
    }
}

package dev.muster.admin;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeoutException;
import java.util.stream.Collectors;
import org.apache.pekko.actor.typed.ActorSystem;
import org.apache.pekko.http.javadsl.model.HttpEntities;
import org.apache.pekko.http.javadsl.model.HttpRequest;
import org.apache.pekko.http.javadsl.model.HttpResponse;
import org.apache.pekko.http.javadsl.model.headers.RawHeader;
import org.apache.pekko.http.scaladsl.model.EntityStreamException;
import org.apache.pekko.http.scaladsl.model.EntityStreamSizeException;
import org.apache.pekko.stream.ActorAttributes;
import org.apache.pekko.stream.StreamLimitReachedException;
import org.apache.pekko.stream.StreamTcpException;
import org.apache.pekko.stream.javadsl.Keep;
import org.apache.pekko.stream.javadsl.Sink;
import org.apache.pekko.util.ByteString;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Takes every request through the guards, reads its body, and leads it to its route. Always answers. */
final class Reception {
    /** The longest body that any route has a use for is a verb. */
    static final long BODY_BYTES = 16 * 1024;

    static final Duration BODY_DEADLINE = Duration.ofSeconds(5);

    private static final Logger LOG = LoggerFactory.getLogger(Reception.class);

    /** A route that was asked for, and what stands in its places. */
    private record Match(Route route, Map<String, String> parts) {}

    private final ActorSystem<?> system;
    private final Guards guards;
    private final List<Route> routes;

    Reception(ActorSystem<?> system, Guards guards, List<Route> routes) {
        this.system = system;
        this.guards = guards;
        this.routes = routes;
    }

    /** @param gone completes when the connection has ended */
    CompletionStage<HttpResponse> answer(HttpRequest request, InetSocketAddress from, CompletionStage<?> gone) {
        boolean head = request.method().name().equals("HEAD");
        return admitted(request, from, gone)
                .exceptionally(e -> failed(request, e))
                .thenApply(reply -> head ? reply.withEntity(HttpEntities.EMPTY) : reply);
    }

    private CompletionStage<HttpResponse> admitted(
            HttpRequest request, InetSocketAddress from, CompletionStage<?> gone) {
        try {
            var refusal = guards.refusal(request);
            if (refusal.isPresent()) return done(refusal.get());
            var path = request.getUri().path();
            var matches = matches(path);
            if (matches.isEmpty())
                return done(Replies.error(404, "there is nothing here; /openapi.yaml tells what is"));
            var asked = request.method().name().equals("HEAD")
                    ? "GET"
                    : request.method().name();
            var match =
                    matches.stream().filter(m -> m.route.method().equals(asked)).findFirst();
            if (match.isEmpty()) return done(notAllowed(matches));
            return authorized(match.get(), request, from, gone);
        } catch (Exception e) {
            return CompletableFuture.failedFuture(e);
        }
    }

    private List<Match> matches(String path) {
        return routes.stream()
                .flatMap(route -> route.match(path).map(parts -> new Match(route, parts)).stream())
                .toList();
    }

    private static HttpResponse notAllowed(List<Match> matches) {
        var allowed = matches.stream().map(m -> m.route.method()).distinct().collect(Collectors.joining(", "));
        return Replies.error(405, "allowed here: " + allowed).addHeader(RawHeader.create("Allow", allowed));
    }

    private CompletionStage<HttpResponse> authorized(
            Match match, HttpRequest request, InetSocketAddress from, CompletionStage<?> gone) throws Exception {
        var refusal = match.route.open() ? Optional.<HttpResponse>empty() : guards.unauthorized(request);
        if (refusal.isPresent()) return done(refusal.get());
        if (match.route.method().equals("GET")) {
            return match.route.action().on(new Call(request, from, match.parts, Json.read(new byte[0]), gone));
        }
        // A page of somebody else's can make a browser send forms and plain text here, but no JSON.
        if (!Guards.contentType(request).equals("application/json")) {
            return done(Replies.error(415, "needs the header 'Content-Type: application/json'"));
        }
        return body(request).thenCompose(bytes -> posted(match, request, from, bytes, gone));
    }

    private static CompletionStage<HttpResponse> posted(
            Match match, HttpRequest request, InetSocketAddress from, ByteString bytes, CompletionStage<?> gone) {
        JsonNode body;
        try {
            body = Json.read(bytes.toArray());
        } catch (IOException e) {
            return done(Replies.error(400, "the body is no JSON, or says something twice"));
        }
        if (!body.isMissingNode() && !body.isObject()) {
            return done(Replies.error(400, "the body must be a JSON object, or nothing"));
        }
        try {
            return match.route.action().on(new Call(request, from, match.parts, body, gone));
        } catch (Exception e) {
            return CompletableFuture.failedFuture(e);
        }
    }

    private CompletionStage<ByteString> body(HttpRequest request) {
        return request.entity()
                .getDataBytes()
                .limitWeighted(BODY_BYTES, part -> (long) part.size())
                .completionTimeout(BODY_DEADLINE)
                .fold(ByteString.emptyByteString(), ByteString::concat)
                .toMat(Sink.head(), Keep.right())
                .withAttributes(ActorAttributes.dispatcher(AdminServer.THREADS))
                .run(system);
    }

    private static HttpResponse failed(HttpRequest request, Throwable failure) {
        var cause = failure instanceof CompletionException && failure.getCause() != null ? failure.getCause() : failure;
        if (cause instanceof StreamLimitReachedException || cause instanceof EntityStreamSizeException) {
            return Replies.error(413, "the body is longer than " + BODY_BYTES + " bytes");
        }
        if (cause instanceof TimeoutException) return Replies.error(408, "the body did not come in time");
        if (cause instanceof EntityStreamException || cause instanceof StreamTcpException) {
            return Replies.error(400, "the body cannot be read to its end");
        }
        LOG.warn("{} failed", request.method().name(), cause);
        return Replies.error(500, "an error of the server's; its log says more");
    }

    private static CompletionStage<HttpResponse> done(HttpResponse reply) {
        return CompletableFuture.completedFuture(reply);
    }
}

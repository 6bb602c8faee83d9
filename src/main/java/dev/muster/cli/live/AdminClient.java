package dev.muster.cli.live;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Speaks to the admin server of a running Muster, on the calling thread and with deadlines. */
final class AdminClient {
    private static final Duration CONNECTING = Duration.ofSeconds(3);

    /** Well above the 3 s within which every verb is answered. */
    private static final Duration ANSWERING = Duration.ofSeconds(10);

    private static final int ERROR_BYTES = 64 * 1024;
    private static final ObjectMapper JSON = new ObjectMapper();

    /** @param body always an object */
    record Reply(int status, JsonNode body) {}

    private final AdminAddress address;
    private final HttpClient http = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(CONNECTING)
            .build();

    AdminClient(AdminAddress address) {
        this.address = address;
    }

    String url() {
        return address.url();
    }

    /** @throws LiveFailure unless it is answered with 200 and an object */
    JsonNode get(String path) throws LiveFailure {
        var reply = reply(request(path).GET().build());
        if (reply.status == 200) return reply.body;
        throw Unanswered.of(address, reply.status, reply.body);
    }

    /**
     * All workers and sinks.
     *
     * @throws LiveFailure if it cannot be had, or is something else
     */
    JsonNode roster() throws LiveFailure {
        var roster = get("/workers");
        if (roster.path("workers").isArray()) return roster;
        throw Unanswered.stranger(address);
    }

    /**
     * Tells it something.
     *
     * @return what came of it: done (200) or refused (409)
     * @throws LiveFailure if it came to neither
     */
    Reply post(String path, JsonNode body) throws LiveFailure {
        var reply = reply(request(path)
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString(body.isMissingNode() ? "" : body.toString()))
                .build());
        if (reply.status == 200 || reply.status == 409) return reply;
        throw Unanswered.of(address, reply.status, reply.body);
    }

    /**
     * Opens a stream of events, which goes on until one side ends it.
     *
     * @param last the id of the last event that was seen; empty for none
     * @throws LiveFailure if there is none to be had
     */
    InputStream events(String path, String last) throws LiveFailure {
        var request = request(path).header("Accept", "text/event-stream");
        if (!last.isEmpty()) request.header("Last-Event-ID", last);
        var response = await(http.sendAsync(request.GET().build(), BodyHandlers.ofInputStream()));
        var type = response.headers().firstValue("Content-Type").orElse("");
        if (response.statusCode() == 200 && type.startsWith("text/event-stream")) return response.body();
        try (var body = response.body()) {
            var text = new String(body.readNBytes(ERROR_BYTES), StandardCharsets.UTF_8);
            throw Unanswered.of(address, response.statusCode(), read(text));
        } catch (IOException e) {
            throw Unanswered.of(address, e);
        }
    }

    private HttpRequest.Builder request(String path) {
        var request = HttpRequest.newBuilder(URI.create(address.url() + path));
        address.token().ifPresent(token -> request.header("Authorization", "Bearer " + token.reveal()));
        return request;
    }

    private Reply reply(HttpRequest request) throws LiveFailure {
        var response = await(http.sendAsync(request, BodyHandlers.ofString()));
        var body = read(response.body());
        if (!body.isObject()) throw Unanswered.stranger(address);
        return new Reply(response.statusCode(), body);
    }

    /** A missing node if it is no JSON. */
    private static JsonNode read(String body) {
        try {
            return JSON.readTree(body);
        } catch (JsonProcessingException e) {
            return MissingNode.getInstance();
        }
    }

    private <T> HttpResponse<T> await(CompletableFuture<HttpResponse<T>> response) throws LiveFailure {
        try {
            return response.get(ANSWERING.toMillis(), TimeUnit.MILLISECONDS);
        } catch (ExecutionException e) {
            throw Unanswered.of(address, e.getCause());
        } catch (TimeoutException e) {
            response.cancel(true);
            throw Unanswered.of(address, e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw LiveFailure.refused("interrupted");
        }
    }
}

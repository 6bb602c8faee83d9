package dev.muster.worker.http;

import dev.muster.worker.Fields;
import dev.muster.worker.Secret;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.apache.pekko.http.javadsl.model.ContentType;
import org.apache.pekko.http.javadsl.model.ContentTypes;
import org.apache.pekko.http.javadsl.model.HttpEntities;
import org.apache.pekko.http.javadsl.model.HttpHeader;
import org.apache.pekko.http.javadsl.model.HttpMethod;
import org.apache.pekko.http.javadsl.model.HttpMethods;
import org.apache.pekko.http.javadsl.model.HttpRequest;
import org.apache.pekko.http.javadsl.model.RequestEntity;
import org.apache.pekko.http.javadsl.model.headers.RawHeader;

/** What all requests of a worker have in common. Immutable. Holds secrets and is never printed. */
final class RequestTemplate {

    private enum Method {
        GET,
        HEAD,
        POST,
        PUT,
        PATCH,
        DELETE,
        OPTIONS;

        HttpMethod http() {
            return HttpMethods.lookup(name()).orElseThrow();
        }
    }

    /** These say where an answer ends; a request that says them wrong breaks its connection. */
    private static final Set<String> OURS =
            Set.of("connection", "content-length", "expect", "keep-alive", "te", "transfer-encoding", "upgrade");

    private final HttpMethod method;
    private final List<HttpHeader> headers;
    private final RequestEntity entity;

    private RequestTemplate(HttpMethod method, List<HttpHeader> headers, RequestEntity entity) {
        this.method = method;
        this.headers = headers;
        this.entity = entity;
    }

    /** A plain GET. */
    static RequestTemplate get() {
        return new RequestTemplate(HttpMethods.GET, List.of(), HttpEntities.EMPTY);
    }

    /** @param gzip whether compressed answers are welcome */
    static RequestTemplate read(Fields fields, boolean gzip) {
        var method = fields.choice("method", Method.GET, "method of every request");
        var entries = fields.entries("headers", "headers of every request");
        var body = fields.optionalText("body", "body of every request, sent in UTF-8");
        var headers = new ArrayList<HttpHeader>();
        var type = headers(fields, entries, headers);
        authorization(fields).ifPresent(value -> headers.add(RawHeader.create("Authorization", value)));
        if (gzip) headers.add(RawHeader.create("Accept-Encoding", "gzip"));
        RequestEntity entity = HttpEntities.EMPTY;
        if (body.isPresent() && !method.http().isEntityAccepted()) fields.problem("body", "is not sent with " + method);
        else if (body.isPresent()) entity = HttpEntities.create(type, body.get().getBytes(StandardCharsets.UTF_8));
        return new RequestTemplate(method.http(), List.copyOf(headers), entity);
    }

    /** @param uri relative */
    HttpRequest request(String uri) {
        return HttpRequest.create(uri).withMethod(method).withHeaders(headers).withEntity(entity);
    }

    private static ContentType headers(Fields fields, Map<String, String> entries, List<HttpHeader> headers) {
        ContentType type = ContentTypes.TEXT_PLAIN_UTF8;
        for (var entry : entries.entrySet()) {
            var name = entry.getKey().toLowerCase(Locale.ROOT);
            if (!name.matches("[!#$%&'*+.^_`|~0-9a-z-]+") || OURS.contains(name)) {
                fields.problem("headers", "'" + entry.getKey() + "' is not a header that can be set");
            } else if (!entry.getValue().matches("[\\t\\x20-\\x7e\\x80-\\xff]*")) {
                fields.problem("headers", "the value of '" + entry.getKey() + "' has characters that cannot be sent");
            } else if (name.equals("content-type")) {
                type = contentType(fields, entry.getValue());
            } else {
                headers.add(RawHeader.create(entry.getKey(), entry.getValue()));
            }
        }
        return type;
    }

    private static ContentType contentType(Fields fields, String value) {
        var parsed = HttpHeader.parse("Content-Type", value);
        if (parsed instanceof org.apache.pekko.http.javadsl.model.headers.ContentType header)
            return header.contentType();
        fields.problem("headers", "the value of 'Content-Type' is not a media type");
        return ContentTypes.TEXT_PLAIN_UTF8;
    }

    private static Optional<String> authorization(Fields fields) {
        var user = fields.optionalText("user", "user for basic authentication");
        var password = fields.secret("password", "password for basic authentication");
        var token = fields.secret("token", "token for bearer authentication");
        if (user.isPresent() != password.isPresent()) fields.problem("password", "and user belong together");
        if (token.isPresent() && user.isPresent()) fields.problem("token", "and user exclude one another");
        if (token.isPresent()) return Optional.of("Bearer " + visible(fields, "token", token.get()));
        if (user.isEmpty()) return Optional.empty();
        return Optional.of(basic(user.get() + ":" + password.map(Secret::reveal).orElse("")));
    }

    private static String visible(Fields fields, String key, Secret secret) {
        if (secret.reveal().matches("[\\x21-\\x7e]+")) return secret.reveal();
        fields.problem(key, "has characters that cannot be sent");
        return "";
    }

    /** @param credentials user and password with a colon between */
    static String basic(String credentials) {
        return "Basic " + Base64.getEncoder().encodeToString(credentials.getBytes(StandardCharsets.UTF_8));
    }
}

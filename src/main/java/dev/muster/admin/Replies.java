package dev.muster.admin;

import java.util.List;
import java.util.Map;
import org.apache.pekko.http.javadsl.model.ContentType;
import org.apache.pekko.http.javadsl.model.ContentTypes;
import org.apache.pekko.http.javadsl.model.HttpEntities;
import org.apache.pekko.http.javadsl.model.HttpHeader;
import org.apache.pekko.http.javadsl.model.HttpResponse;
import org.apache.pekko.http.javadsl.model.headers.Connection;
import org.apache.pekko.http.javadsl.model.headers.RawHeader;
import org.apache.pekko.stream.javadsl.Source;
import org.apache.pekko.util.ByteString;

/** Answers, all with the same headers; every error is {@code {"error": "one sentence"}}. */
final class Replies {
    /** One request a connection: nothing can be smuggled behind it, and every deadline is the connection's too. */
    private static final List<HttpHeader> HEADERS = List.of(
            Connection.create("close"),
            RawHeader.create("Cache-Control", "no-store"),
            RawHeader.create("X-Content-Type-Options", "nosniff"),
            RawHeader.create("X-Frame-Options", "DENY"),
            RawHeader.create("Referrer-Policy", "no-referrer"),
            RawHeader.create("Cross-Origin-Resource-Policy", "same-origin"),
            RawHeader.create("Cross-Origin-Opener-Policy", "same-origin"),
            RawHeader.create(
                    "Content-Security-Policy",
                    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src 'self';"
                            + " base-uri 'none'; form-action 'none'; frame-ancestors 'none'"));

    private Replies() {}

    static HttpResponse of(int status, ContentType type, byte[] body) {
        return HttpResponse.create().withStatus(status).addHeaders(HEADERS).withEntity(HttpEntities.create(type, body));
    }

    static HttpResponse stream(ContentType type, Source<ByteString, ?> body) {
        return HttpResponse.create().addHeaders(HEADERS).withEntity(HttpEntities.createCloseDelimited(type, body));
    }

    static HttpResponse json(int status, Object value) {
        return of(status, ContentTypes.APPLICATION_JSON, Json.bytes(value));
    }

    static HttpResponse error(int status, String sentence) {
        return json(status, Map.of("error", sentence));
    }
}

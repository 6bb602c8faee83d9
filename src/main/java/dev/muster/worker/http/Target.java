package dev.muster.worker.http;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.apache.pekko.http.javadsl.model.HttpEntities;
import org.apache.pekko.http.javadsl.model.HttpHeader;
import org.apache.pekko.http.javadsl.model.HttpMethods;
import org.apache.pekko.http.javadsl.model.HttpRequest;
import org.apache.pekko.http.javadsl.model.headers.RawHeader;
import org.apache.pekko.http.scaladsl.model.IllegalUriException;

/**
 * One URL, ready to be fetched again and again.
 *
 * @param request with a relative URI, since the connection knows the host
 * @param printed the URL without user and password and with the values of its query masked
 */
record Target(Origin origin, HttpRequest request, String printed) {

    /** What another host may see of the headers; any other one may be a secret. */
    private static final Set<String> HARMLESS = Set.of("accept", "accept-encoding", "accept-language", "user-agent");

    /** @throws IllegalArgumentException with a clause for people that holds no part of the URL */
    static Target of(String url, RequestTemplate template) {
        var uri = parsed(url);
        var request = template.request(relative(uri));
        if (uri.getUserInfo() != null) {
            var credentials = RequestTemplate.basic(uri.getUserInfo());
            request = request.removeHeader("Authorization").addHeader(RawHeader.create("Authorization", credentials));
        }
        return of(uri, request);
    }

    /**
     * Where a redirect leads. Another host gets no header that may be a secret, and no body.
     *
     * @throws IllegalArgumentException with a clause for people if it may not be followed
     */
    Target redirected(int status, String location) {
        var to = parsed(resolved(location));
        var next = request.withUri(relative(to));
        if (!origin(to).equals(origin)) next = next.withHeaders(harmless(next));
        if (origin.secure() && !origin(to).secure()) {
            throw new IllegalArgumentException("redirect from https to http");
        }
        boolean asGet = status == 303
                || status != 307 && status != 308 && !next.method().isIdempotent();
        if (asGet && !next.method().equals(HttpMethods.HEAD)) {
            next = next.withMethod(HttpMethods.GET).withEntity(HttpEntities.EMPTY);
        }
        if (!origin(to).equals(origin) && !next.entity().isKnownEmpty()) {
            throw new IllegalArgumentException("it leads to another host, which is not given the body");
        }
        return of(to, next);
    }

    @Override
    public String toString() {
        return printed;
    }

    private static Target of(URI uri, HttpRequest request) {
        var origin = origin(uri);
        return new Target(origin, request, origin + path(uri) + masked(uri.getRawQuery()));
    }

    private static URI parsed(String url) {
        try {
            var uri = new URI(url).parseServerAuthority();
            var scheme = uri.getScheme() == null ? "" : uri.getScheme().toLowerCase(Locale.ROOT);
            if (!scheme.equals("http") && !scheme.equals("https")) {
                throw new IllegalArgumentException("is neither http:// nor https://");
            }
            if (uri.getHost() == null) throw new IllegalArgumentException("has no host");
            if (uri.getPort() > 65535) throw new IllegalArgumentException("has a port above 65535");
            HttpRequest.create(relative(uri));
            return uri;
        } catch (URISyntaxException | IllegalUriException e) {
            throw new IllegalArgumentException("is not a URL");
        }
    }

    private String resolved(String location) {
        try {
            var base = Reference.of(origin + request.getUri().toString());
            return Reference.of(new URI(location).toString()).from(base).toString();
        } catch (URISyntaxException e) {
            throw new IllegalArgumentException("is not a URL");
        }
    }

    private static Iterable<HttpHeader> harmless(HttpRequest request) {
        return StreamSupport.stream(request.getHeaders().spliterator(), false)
                .filter(header -> HARMLESS.contains(header.lowercaseName()))
                .toList();
    }

    private static Origin origin(URI uri) {
        var host = uri.getHost().replaceAll("[\\[\\]]", "").toLowerCase(Locale.ROOT);
        return Origin.of(uri.getScheme().equalsIgnoreCase("https"), host, uri.getPort());
    }

    private static String path(URI uri) {
        var path = uri.getRawPath();
        return path == null || path.isEmpty() ? "/" : path;
    }

    private static String relative(URI uri) {
        return path(uri) + (uri.getRawQuery() == null ? "" : "?" + uri.getRawQuery());
    }

    private static String masked(String query) {
        if (query == null) return "";
        return Stream.of(query.split("&"))
                .map(part -> part.indexOf('=') < 0 ? "***" : part.substring(0, part.indexOf('=')) + "=***")
                .collect(Collectors.joining("&", "?", ""));
    }
}

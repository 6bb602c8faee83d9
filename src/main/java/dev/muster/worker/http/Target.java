package dev.muster.worker.http;

import java.net.URI;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.Stream;
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

    /** @throws IllegalArgumentException with a clause for people that holds no part of the URL */
    static Target of(String url) {
        try {
            var uri = new URI(url).parseServerAuthority();
            var scheme = uri.getScheme() == null ? "" : uri.getScheme().toLowerCase(Locale.ROOT);
            if (!scheme.equals("http") && !scheme.equals("https")) {
                throw new IllegalArgumentException("must begin with http:// or https://");
            }
            if (uri.getHost() == null) throw new IllegalArgumentException("has no host");
            var origin = Origin.of(scheme.equals("https"), host(uri), uri.getPort());
            return new Target(origin, request(uri), origin + path(uri) + masked(uri.getRawQuery()));
        } catch (URISyntaxException | IllegalUriException e) {
            throw new IllegalArgumentException("is not a URL", e);
        }
    }

    private static String host(URI uri) {
        return uri.getHost().replaceAll("[\\[\\]]", "").toLowerCase(Locale.ROOT);
    }

    private static String path(URI uri) {
        var path = uri.getRawPath();
        return path == null || path.isEmpty() ? "/" : path;
    }

    private static HttpRequest request(URI uri) {
        var request = HttpRequest.create(path(uri) + (uri.getRawQuery() == null ? "" : "?" + uri.getRawQuery()));
        if (uri.getUserInfo() == null) return request;
        var credentials = Base64.getEncoder().encodeToString(uri.getUserInfo().getBytes(StandardCharsets.UTF_8));
        return request.addHeader(RawHeader.create("Authorization", "Basic " + credentials));
    }

    private static String masked(String query) {
        if (query == null) return "";
        return Stream.of(query.split("&"))
                .map(part -> part.indexOf('=') < 0 ? "***" : part.substring(0, part.indexOf('=')) + "=***")
                .collect(Collectors.joining("&", "?", ""));
    }
}

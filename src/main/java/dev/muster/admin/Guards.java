package dev.muster.admin;

import dev.muster.worker.Secret;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.StreamSupport;
import org.apache.pekko.http.javadsl.model.HttpRequest;
import org.apache.pekko.http.javadsl.model.HttpResponse;
import org.apache.pekko.http.javadsl.model.headers.RawHeader;

/**
 * Keeps out what a browser may be made to send: requests under a foreign host name (DNS rebinding) and requests of other
 * people's pages. Checked before anything is looked up.
 */
final class Guards {
    private static final Set<String> OWN_SITE = Set.of("same-origin", "none");

    private final Set<String> hosts = new HashSet<>(List.of("localhost", "127.0.0.1", "::1"));
    private final boolean byAddress;
    private final Optional<Secret> token;

    Guards(Binding binding) {
        hosts.add(Binding.bare(lower(binding.host())));
        binding.names().forEach(name -> hosts.add(Binding.bare(lower(name))));
        // A page that a browser loaded from a bare address has no name that could be bound to another one.
        this.byAddress = !binding.loopback();
        this.token = binding.token();
    }

    /** Why the request is not let in; empty if it is. */
    Optional<HttpResponse> refusal(HttpRequest request) {
        var host = header(request, "Host").orElse("");
        if (!isOwn(host)) {
            return refused(421, "this is not a host of this server's; muster.admin.allowed-hosts names further ones");
        }
        var origin = header(request, "Origin");
        if (origin.isPresent() && !isSame(origin.get(), host)) return refused(403, "comes from another page's origin");
        var site = header(request, "Sec-Fetch-Site").map(Guards::lower);
        if (site.isPresent() && !OWN_SITE.contains(site.get()) && !isLink(request)) {
            return refused(403, "comes from another site");
        }
        return Optional.empty();
    }

    /** Why the request's token is not good enough; empty if it is, or if none is needed. */
    Optional<HttpResponse> unauthorized(HttpRequest request) {
        if (token.isEmpty()) return Optional.empty();
        var shown = header(request, "Authorization").orElse("");
        boolean bearer = shown.regionMatches(true, 0, "Bearer ", 0, 7);
        if (bearer
                && MessageDigest.isEqual(
                        digest(shown.substring(7).strip()), digest(token.get().reveal()))) {
            return Optional.empty();
        }
        return refused(401, "needs the header 'Authorization: Bearer TOKEN' with muster.admin.token")
                .map(reply -> reply.addHeader(RawHeader.create("WWW-Authenticate", "Bearer")));
    }

    private boolean isOwn(String host) {
        var name = Binding.bare(lower(host).replaceFirst(":\\d{1,5}$", ""));
        return hosts.contains(name) || byAddress && isAddress(name);
    }

    private static boolean isAddress(String name) {
        return name.matches("\\d{1,3}(\\.\\d{1,3}){3}") || name.contains(":") && name.matches("[0-9a-f:.]+");
    }

    private static boolean isSame(String origin, String host) {
        var own = lower(host);
        return lower(origin).equals("http://" + own) || lower(origin).equals("https://" + own);
    }

    /** Somebody follows a link to here: the answer is shown to the person, not to the page with the link. */
    private static boolean isLink(HttpRequest request) {
        boolean get = request.method().name().equals("GET");
        return get
                && header(request, "Sec-Fetch-Mode").map(Guards::lower).equals(Optional.of("navigate"))
                && header(request, "Sec-Fetch-Dest").map(Guards::lower).equals(Optional.of("document"));
    }

    static Optional<String> header(HttpRequest request, String name) {
        return StreamSupport.stream(request.getHeaders().spliterator(), false)
                .filter(header -> header.is(lower(name)))
                .map(header -> header.value())
                .reduce((first, second) -> second);
    }

    /** Without its parameters; empty if there is none. */
    static String contentType(HttpRequest request) {
        var type = request.entity().getContentType();
        return type == null ? "" : lower(type.mediaType().toString());
    }

    private static Optional<HttpResponse> refused(int status, String why) {
        return Optional.of(Replies.error(status, why));
    }

    private static String lower(String text) {
        return text.toLowerCase(Locale.ROOT);
    }

    /** Of the same length for all texts, so that comparing tells nothing. */
    private static byte[] digest(String text) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}

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
 * people's pages. Checked before anything is looked up. Of a header that comes several times every one must be good: a
 * proxy on the way may have looked at any of them.
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
        var hosts = headers(request, "Host");
        if (hosts.isEmpty() || !hosts.stream().allMatch(this::isOwn)) {
            return refused(421, "this is not a host of this server's; muster.admin.allowed-hosts names further ones");
        }
        var origins = headers(request, "Origin");
        if (!origins.stream().allMatch(origin -> hosts.stream().allMatch(host -> isSame(origin, host)))) {
            return refused(403, "comes from another page's origin");
        }
        if (!OWN_SITE.containsAll(headers(request, "Sec-Fetch-Site")) && !isLink(request)) {
            return refused(403, "comes from another site");
        }
        return Optional.empty();
    }

    /** Why the request's token is not good enough; empty if it is, or if none is needed. */
    Optional<HttpResponse> unauthorized(HttpRequest request) {
        if (token.isEmpty()) return Optional.empty();
        var shown = headers(request, "Authorization");
        if (!shown.isEmpty() && shown.stream().allMatch(this::isToken)) return Optional.empty();
        return refused(401, "needs the header 'Authorization: Bearer TOKEN' with muster.admin.token")
                .map(reply -> reply.addHeader(RawHeader.create("WWW-Authenticate", "Bearer")));
    }

    private boolean isToken(String shown) {
        return shown.regionMatches(true, 0, "Bearer ", 0, 7)
                && MessageDigest.isEqual(
                        digest(shown.substring(7).strip()),
                        digest(token.orElseThrow().reveal()));
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
                && Set.copyOf(headers(request, "Sec-Fetch-Mode")).equals(Set.of("navigate"))
                && Set.copyOf(headers(request, "Sec-Fetch-Dest")).equals(Set.of("document"));
    }

    /** What a header says, each time that it is there. */
    static List<String> headers(HttpRequest request, String name) {
        return StreamSupport.stream(request.getHeaders().spliterator(), false)
                .filter(header -> header.is(lower(name)))
                .map(header -> header.value())
                .toList();
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

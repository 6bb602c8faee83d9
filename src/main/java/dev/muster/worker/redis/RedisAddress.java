package dev.muster.worker.redis;

import dev.muster.worker.Fields;
import dev.muster.worker.Secret;
import io.lettuce.core.RedisURI;
import io.lettuce.core.SslVerifyMode;
import io.lettuce.core.StaticCredentialsProvider;
import io.lettuce.core.cluster.RedisClusterURIUtil;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Where Redis is and who we are there.
 *
 * @param uris one, or some nodes of a cluster; with the credentials, which they print masked. Not to be changed
 * @param connectTimeout of each step: the TCP connection, the handshake, the subscription
 */
record RedisAddress(List<RedisURI> uris, boolean cluster, Optional<TrustStore> trustStore, Duration connectTimeout) {
    private static final String EXAMPLE = "redis://127.0.0.1:6379";

    static RedisAddress read(Fields fields) {
        var given =
                fields.requiredText("uri", EXAMPLE, "where Redis is; rediss: with TLS, redis-sentinel: by Sentinel");
        var cluster = fields.flag("cluster", false, "the uri names nodes of a Redis Cluster");
        var user = fields.optionalText("user", "the ACL user; without it, the default user");
        var password = fields.secret("password", "the user's password, if it does not stand in the uri");
        var sentinelPassword = fields.secret("sentinel-password", "what the Sentinels themselves want, if they do");
        var timeout = fields.duration(
                "connect-timeout", Duration.ofSeconds(2), "for each of connection, handshake and subscription");
        var uris = parsed(fields, given, cluster);
        for (var uri : uris) check(fields, uri);
        authenticate(fields, uris, user, password);
        sentinelPassword.ifPresent(secret -> authenticateSentinels(fields, uris, secret));
        uris.forEach(uri -> prepare(uri, timeout));
        return new RedisAddress(uris, cluster, TrustStore.read(fields), timeout);
    }

    /** The only uri, or the first node's. */
    RedisURI uri() {
        return uris.get(0);
    }

    /** For people: hosts and ports, never credentials. */
    String where() {
        return nodes(uris).map(uri -> uri.getHost() + ":" + uri.getPort()).collect(Collectors.joining(", "));
    }

    private static Stream<RedisURI> nodes(List<RedisURI> uris) {
        return uris.stream()
                .flatMap(uri -> uri.getSentinels().isEmpty() ? Stream.of(uri) : uri.getSentinels().stream());
    }

    private static List<RedisURI> parsed(Fields fields, String given, boolean cluster) {
        try {
            return cluster ? RedisClusterURIUtil.toRedisURIs(URI.create(given)) : List.of(RedisURI.create(given));
        } catch (RuntimeException e) {
            if (cluster && given.contains("-sentinel:")) {
                fields.problem("cluster", "and Sentinel exclude each other");
                return List.of(RedisURI.create(EXAMPLE));
            }
            // The exception's text would repeat the uri, and with it the password.
            fields.problem("uri", "is no address of Redis (such as " + EXAMPLE + ")");
            return List.of(RedisURI.create(EXAMPLE));
        }
    }

    private static void check(Fields fields, RedisURI uri) {
        if (uri.getSocket() != null) fields.problem("uri", "must name a host and a port, not a socket");
        if (uri.getVerifyMode() == SslVerifyMode.NONE)
            fields.problem("uri", "must not turn verifyPeer off; name the server's certificate in trust-store");
    }

    private static void authenticate(
            Fields fields, List<RedisURI> uris, Optional<String> user, Optional<Secret> password) {
        boolean given = uris.stream().anyMatch(RedisAddress::hasPassword);
        if (given && (user.isPresent() || password.isPresent()))
            fields.problem("password", "stands in the uri as well; give user and password in one place");
        else if (user.isPresent() && password.isEmpty()) fields.problem("user", "needs a password");
        else if (password.isPresent())
            for (var uri : uris)
                uri.setAuthentication(
                        user.orElse("default"), password.get().reveal().toCharArray());
    }

    private static void authenticateSentinels(Fields fields, List<RedisURI> uris, Secret password) {
        if (uris.stream().allMatch(uri -> uri.getSentinels().isEmpty()))
            fields.problem("sentinel-password", "needs a uri with redis-sentinel:");
        uris.stream()
                .flatMap(uri -> uri.getSentinels().stream())
                .forEach(
                        sentinel -> sentinel.setAuthentication(password.reveal().toCharArray()));
    }

    private static boolean hasPassword(RedisURI uri) {
        var credentials = uri.getCredentialsProvider().resolveCredentials().block();
        return credentials != null && credentials.hasPassword();
    }

    private static void prepare(RedisURI uri, Duration timeout) {
        uri.setTimeout(timeout);
        // At hand on the event loop. Lettuce would leave it to fetch them, and an answer that it reads elsewhere, such
        // as
        // that the password is wrong, may be overtaken by the end of the connection.
        uri.setCredentialsProvider(new StaticCredentialsProvider(
                uri.getCredentialsProvider().resolveCredentials().block()));
        uri.getSentinels().forEach(sentinel -> prepare(sentinel, timeout));
        // Redis before 7.2 counts CLIENT SETINFO as an error.
        uri.setLibraryName("");
        uri.setLibraryVersion("");
    }
}

package dev.muster.worker.redis;

import dev.muster.worker.Fields;
import dev.muster.worker.Secret;
import io.lettuce.core.RedisURI;
import java.time.Duration;
import java.util.Optional;

/**
 * Where Redis is and who we are there.
 *
 * @param uri with the credentials; prints them masked. Not to be changed
 * @param connectTimeout of each step: the TCP connection, the handshake, the subscription
 */
record RedisAddress(RedisURI uri, Duration connectTimeout) {
    private static final String EXAMPLE = "redis://127.0.0.1:6379";

    static RedisAddress read(Fields fields) {
        var given = fields.requiredText("uri", EXAMPLE, "where Redis is");
        var user = fields.optionalText("user", "the ACL user; without it, the default user");
        var password = fields.secret("password", "the user's password, if it does not stand in the uri");
        var timeout = fields.duration(
                "connect-timeout", Duration.ofSeconds(2), "for each of connection, handshake and subscription");
        var uri = parsed(fields, given);
        authenticate(fields, uri, user, password);
        uri.setTimeout(timeout);
        // Redis before 7.2 counts CLIENT SETINFO as an error.
        uri.setLibraryName("");
        uri.setLibraryVersion("");
        return new RedisAddress(uri, timeout);
    }

    /** For people: host and port, never credentials. */
    String where() {
        return uri.getHost() + ":" + uri.getPort();
    }

    private static RedisURI parsed(Fields fields, String given) {
        try {
            return RedisURI.create(given);
        } catch (RuntimeException e) {
            // The exception's text would repeat the uri, and with it the password.
            fields.problem("uri", "is not a Redis uri (such as " + EXAMPLE + ")");
            return RedisURI.create(EXAMPLE);
        }
    }

    private static void authenticate(Fields fields, RedisURI uri, Optional<String> user, Optional<Secret> password) {
        var inUri = uri.getCredentialsProvider().resolveCredentials().block();
        boolean given = inUri != null && inUri.hasPassword();
        if (given && (user.isPresent() || password.isPresent()))
            fields.problem("password", "stands in the uri as well; give it in one place");
        else if (user.isPresent() && password.isEmpty()) fields.problem("user", "needs a password");
        else if (password.isPresent())
            uri.setAuthentication(
                    user.orElse("default"), password.get().reveal().toCharArray());
    }
}

package dev.muster.worker.redis;

import dev.muster.worker.PermanentFailure;
import io.lettuce.core.RedisCommandExecutionException;
import io.lettuce.core.RedisCommandTimeoutException;
import io.lettuce.core.protocol.RedisProtocolException;
import io.netty.channel.ConnectTimeoutException;
import java.io.IOException;
import java.net.ConnectException;
import java.net.UnknownHostException;
import java.nio.channels.ClosedChannelException;
import java.security.cert.CertificateException;
import java.util.Comparator;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import javax.net.ssl.SSLException;

/** There is no subscription. The message is one clause for operators, without secrets. */
final class RedisUnavailable extends IOException implements PermanentFailure {
    private final boolean permanent;

    RedisUnavailable(String clause) {
        this(clause, false);
    }

    private RedisUnavailable(String clause, boolean permanent) {
        super(clause);
        this.permanent = permanent;
    }

    @Override
    public boolean isPermanent() {
        return permanent;
    }

    /**
     * Names the cause in words; the first in the chain that can be named counts. Of the nodes of a cluster, each with a
     * cause of its own, that one does which a person has to mend.
     */
    static RedisUnavailable of(Throwable failure, RedisAddress address) {
        return named(failure, address)
                .or(() -> chain(failure)
                        .flatMap(cause -> Stream.of(cause.getSuppressed()))
                        .flatMap(node -> named(node, address).stream())
                        .min(Comparator.comparing(node -> !node.permanent)))
                .orElseGet(() -> unnamed(failure, address));
    }

    private static Optional<RedisUnavailable> named(Throwable failure, RedisAddress address) {
        return chain(failure)
                .map(cause -> clause(cause, address))
                .filter(Objects::nonNull)
                .findFirst()
                .map(clause -> new RedisUnavailable(clause, isPermanent(failure)));
    }

    private static RedisUnavailable unnamed(Throwable failure, RedisAddress address) {
        var unnamed = new RedisUnavailable("cannot subscribe at " + address.where() + " (" + root(failure) + ")");
        unnamed.initCause(failure);
        return unnamed;
    }

    private static String clause(Throwable cause, RedisAddress address) {
        var where = address.where();
        if (cause instanceof RedisUnavailable named) return named.getMessage();
        if (cause instanceof RedisCommandExecutionException reply) return refusal(reply.getMessage(), where);
        if (cause instanceof ConnectTimeoutException || cause instanceof RedisCommandTimeoutException)
            return silence(address);
        if (cause instanceof ConnectException) return "connection refused by " + where;
        if (cause instanceof UnknownHostException) return "unknown host in " + where;
        if (cause instanceof SSLException tls) return "no TLS with " + where + " (" + tls.getMessage() + ")";
        if (cause instanceof RedisProtocolException) return where + " does not speak Redis's protocol";
        return isHangUp(cause) ? where + " hung up" : null;
    }

    private static boolean isPermanent(Throwable failure) {
        for (var cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof RedisUnavailable named) return named.permanent;
            if (cause instanceof RedisCommandExecutionException reply) return isRefusal(reply.getMessage());
            if (cause instanceof RedisProtocolException || cause instanceof CertificateException) return true;
        }
        return false;
    }

    private static boolean isRefusal(String reply) {
        return Stream.of("WRONGPASS", "NOAUTH", "NOPERM", "DENIED", "ERR invalid password")
                .anyMatch(reply::startsWith);
    }

    private static boolean isHangUp(Throwable cause) {
        if (cause instanceof ClosedChannelException) return true;
        var text = String.valueOf(cause.getMessage());
        return text.startsWith("Connection reset") || text.startsWith("Connection closed prematurely");
    }

    static String silence(RedisAddress address) {
        return "no answer from " + address.where() + " within "
                + address.connectTimeout().toMillis() / 1000.0 + " s";
    }

    private static String refusal(String reply, String where) {
        if (reply.startsWith("WRONGPASS") || reply.startsWith("ERR invalid password"))
            return "wrong password for " + where;
        if (reply.startsWith("NOAUTH")) return where + " wants a password";
        return where + " said: " + reply;
    }

    private static Stream<Throwable> chain(Throwable failure) {
        return Stream.iterate(failure, Objects::nonNull, Throwable::getCause);
    }

    private static String root(Throwable failure) {
        var cause = failure;
        while (cause.getCause() != null) cause = cause.getCause();
        return cause.getMessage() == null ? cause.getClass().getSimpleName() : cause.getMessage();
    }
}

package dev.muster.cli.live;

import com.fasterxml.jackson.databind.JsonNode;
import dev.muster.report.sinks.Printable;
import java.net.ConnectException;
import java.net.http.HttpConnectTimeoutException;
import java.net.http.HttpTimeoutException;
import java.nio.channels.UnresolvedAddressException;
import java.util.concurrent.TimeoutException;
import javax.net.ssl.SSLException;

/** Why there is no answer that could be used, and what to do about it. */
final class Unanswered {
    private Unanswered() {}

    /** Nothing came back that was HTTP. */
    static LiveFailure of(AdminAddress where, Throwable cause) {
        var at = where.url() + " (" + where.origin() + ")";
        if (cause.getCause() instanceof UnresolvedAddressException) {
            return LiveFailure.unreachable(
                    "no machine is known by the name in " + at + ": name another with --url URL");
        }
        if (cause instanceof HttpConnectTimeoutException) {
            return LiveFailure.unreachable("nothing answers at " + at + ": is the address right, and open to you?");
        }
        if (cause instanceof ConnectException) {
            return LiveFailure.unreachable("nothing listens at " + at
                    + ": is Muster running? Its log tells its address; name it with --url URL");
        }
        if (cause instanceof HttpTimeoutException || cause instanceof TimeoutException) {
            return LiveFailure.unreachable("what listens at " + at + " does not answer in time");
        }
        return cause instanceof SSLException
                ? LiveFailure.unreachable(at + " cannot be trusted, or does not speak TLS: "
                        + Printable.of(String.valueOf(cause.getMessage())))
                : stranger(where);
    }

    /** Something came back, but not what was asked for. */
    static LiveFailure of(AdminAddress where, int status, JsonNode body) {
        var error = body.path("error");
        if (!error.isTextual()) return stranger(where);
        if (status == 401 && where.token().isEmpty()) {
            return LiveFailure.refused(
                    where.url() + " wants a token: name the file that holds it with --token-file FILE");
        }
        if (status == 401) return LiveFailure.refused(where.url() + " refuses this token");
        return LiveFailure.refused(Printable.of(error.asText()));
    }

    static LiveFailure stranger(AdminAddress where) {
        return LiveFailure.unreachable("what answers at " + where.url() + " (" + where.origin()
                + ") is not a Muster: name its address with --url URL");
    }
}

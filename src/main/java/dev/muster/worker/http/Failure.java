package dev.muster.worker.http;

import java.net.ConnectException;
import java.net.UnknownHostException;
import java.nio.channels.UnresolvedAddressException;
import javax.net.ssl.SSLException;
import org.apache.pekko.http.scaladsl.model.IllegalResponseException;

/** Puts what breaks a connection into one clause for people. */
final class Failure {

    private static final int LONGEST = 200;

    private Failure() {}

    /** @param cause null if the connection ended without one */
    static String clause(Throwable cause) {
        if (cause == null) return "connection closed before the answer";
        for (var at = cause; at != null; at = at.getCause()) {
            if (at instanceof UnknownHostException || at instanceof UnresolvedAddressException) return "unknown host";
            if (at instanceof ConnectException) return "connection refused";
            if (at instanceof SSLException) return "TLS: " + bounded(at.getMessage());
            if (at instanceof IllegalResponseException) return "not an HTTP answer: " + bounded(at.getMessage());
        }
        return bounded(cause.getMessage() == null ? cause.getClass().getSimpleName() : cause.getMessage());
    }

    private static String bounded(String text) {
        if (text == null) return "no reason given";
        return text.length() > LONGEST ? text.substring(0, LONGEST) + "…" : text;
    }
}

package dev.muster.worker.http;

import java.net.ConnectException;
import java.net.UnknownHostException;
import java.nio.channels.UnresolvedAddressException;
import java.security.cert.CertificateException;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLPeerUnverifiedException;
import org.apache.pekko.http.scaladsl.model.IllegalResponseException;
import org.apache.pekko.stream.StreamTcpException;

/** Puts what breaks a connection into one clause for people. */
final class Failure {

    private static final int LONGEST = 200;

    private Failure() {}

    /** @param cause null if the connection ended without one */
    static String clause(Throwable cause) {
        if (cause == null) return "connection closed before the answer";
        for (var at = cause; at != null; at = at.getCause()) {
            if (at instanceof UnknownHostException || at instanceof UnresolvedAddressException) return "unknown host";
            if (at instanceof ConnectException refused) return refusal(String.valueOf(refused.getMessage()));
            if (at instanceof SSLException) return "TLS: " + bounded(at.getMessage()) + outlook(cause);
            if (at instanceof IllegalResponseException) return "not an HTTP answer: " + bounded(at.getMessage());
        }
        return cause instanceof StreamTcpException ? tcp(cause.getMessage()) : "connection closed before the answer";
    }

    /** Whether it will not mend by itself: a server that cannot prove that it is the one asked for. */
    static boolean isPermanent(Throwable cause) {
        for (var at = cause; at != null; at = at.getCause()) {
            if (at instanceof CertificateException || at instanceof SSLPeerUnverifiedException) return true;
        }
        return false;
    }

    private static String outlook(Throwable cause) {
        return isPermanent(cause) ? "; will not mend by itself" : "";
    }

    private static String refusal(String text) {
        if (text.contains("timeout")) return "no connection in time";
        return text.contains("refused") ? "connection refused" : "no connection: " + bounded(text);
    }

    // The cause is only in the text here, and the text is long and full of class names.
    private static String tcp(String text) {
        if (text.contains("Connection reset") || text.contains("Broken pipe")) return "connection reset";
        int last = text.lastIndexOf(": ");
        return bounded(last < 0 ? text : text.substring(last + 2));
    }

    private static String bounded(String text) {
        if (text == null) return "no reason given";
        return text.length() > LONGEST ? text.substring(0, LONGEST) + "…" : text;
    }
}

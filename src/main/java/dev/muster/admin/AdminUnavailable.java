package dev.muster.admin;

import java.net.SocketException;
import java.net.UnknownHostException;

/** The server cannot listen where it is to. The message is one sentence that says what to do. */
public final class AdminUnavailable extends Exception {
    private static final long serialVersionUID = 1L;

    AdminUnavailable(Binding binding, Throwable cause) {
        super(
                "admin: cannot listen at " + binding.authority(binding.port()) + " (" + reason(cause)
                        + "): set muster.admin.port to another port or to 0 for any free one, or muster.admin.enabled"
                        + " to false",
                cause);
    }

    private static String reason(Throwable cause) {
        for (var at = cause; at != null; at = at.getCause()) {
            if (at instanceof SocketException && at.getMessage() != null) return at.getMessage();
            if (at instanceof UnknownHostException
                    || at.getClass().getSimpleName().startsWith("Unresolved")) {
                return "this machine has no such address";
            }
        }
        return cause.getMessage() == null ? cause.getClass().getSimpleName() : cause.getMessage();
    }
}

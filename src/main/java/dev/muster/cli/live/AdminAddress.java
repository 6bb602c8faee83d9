package dev.muster.cli.live;

import dev.muster.report.sinks.Printable;
import dev.muster.settings.AdminSettings;
import dev.muster.worker.Secret;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/**
 * Where a running Muster is looked for.
 *
 * @param url without a slash at its end
 * @param token what it is shown
 * @param origin where the address comes from, for the user
 */
record AdminAddress(String url, Optional<Secret> token, String origin) {
    private static final Set<String> ANYWHERE = Set.of("0.0.0.0", "::", "[::]");

    /** Where Muster listens unless its settings say otherwise. */
    static final AdminAddress DEFAULT =
            new AdminAddress("http://127.0.0.1:8899", Optional.empty(), "the default address");

    /**
     * Reads what a user wrote; {@code HOST:PORT} will do.
     *
     * @param origin where it was written
     * @throws LiveFailure if it cannot be an address
     */
    static AdminAddress of(String written, String origin) throws LiveFailure {
        try {
            var url = new URI(written.contains("://") ? written.strip() : "http://" + written.strip());
            boolean usable = url.getHost() != null && url.getUserInfo() == null && url.getScheme() != null;
            if (usable && url.getScheme().toLowerCase(Locale.ROOT).matches("https?") && url.getRawQuery() == null) {
                return new AdminAddress(url.toString().replaceAll("/+$", ""), Optional.empty(), origin);
            }
        } catch (URISyntaxException e) {
            // Said below, as of any other.
        }
        throw LiveFailure.usage(
                origin + ": '" + masked(written) + "' is no address of a Muster (write it as http://127.0.0.1:8899)");
    }

    /** Without what may be a secret: what goes before an @, and a query. */
    private static String masked(String written) {
        return Printable.of(written).replaceAll("^(\\w*://)?.*@", "$1***@").replaceAll("\\?.*", "?***");
    }

    /** @throws LiveFailure if these settings do not tell where it listens */
    static AdminAddress of(AdminSettings admin, String origin) throws LiveFailure {
        if (!admin.enabled()) {
            throw LiveFailure.settings(origin + ": muster.admin.enabled is false, so that Muster cannot be spoken to");
        }
        if (admin.port() == 0) {
            throw LiveFailure.settings(origin
                    + ": muster.admin.port is 0, any free port: name the address from Muster's log with --url URL");
        }
        var host = admin.host();
        if (ANYWHERE.contains(host)) host = host.contains(":") ? "[::1]" : "127.0.0.1";
        if (host.contains(":") && !host.startsWith("[")) host = "[" + host + "]";
        return new AdminAddress("http://" + host + ":" + admin.port(), admin.token(), origin);
    }

    AdminAddress with(Secret other) {
        return new AdminAddress(url, Optional.of(other), origin);
    }
}

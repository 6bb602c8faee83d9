package dev.muster.settings;

import dev.muster.worker.Secret;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * The HTTP server for people, scripts and probes.
 *
 * @param host a name or an address of this machine
 * @param port 0 for any free one
 * @param token what callers must show; always there if the host is not a loopback address
 * @param allowedHosts further names by which callers reach the server, without a port
 */
public record AdminSettings(boolean enabled, String host, int port, Optional<Secret> token, List<String> allowedHosts) {
    /** Short enough to type, long enough not to be guessed at some thousand tries a second. */
    private static final int TOKEN_LENGTH = 16;

    private static final String LOOPBACK = "localhost|127(\\.\\d{1,3}){3}|::1|\\[::1]";

    static AdminSettings read(HoconFields fields) {
        var enabled = fields.flag("admin.enabled", true, "the HTTP server for people, scripts and probes");
        var host = fields.text("admin.host", "127.0.0.1", "where it listens; beyond this machine it needs a token");
        int port = fields.integer("admin.port", 8899, 0, 65535, "where it listens; 0 for any free port");
        var token = token(fields);
        var hosts = fields.texts(
                "admin.allowed-hosts", List.of(), "further names, without a port, by which callers reach it");
        if (host.isBlank()) fields.problem("admin.host", "must not be empty");
        if (enabled && token.isEmpty() && !host.isBlank() && !isLoopback(host)) {
            fields.problem(
                    "admin.host",
                    "others than this machine could come in: set admin.token or admin.token-file, or 127.0.0.1");
        }
        return new AdminSettings(enabled, host, port, token, hosts);
    }

    private static boolean isLoopback(String host) {
        return host.toLowerCase(Locale.ROOT).matches(LOOPBACK);
    }

    /**
     * The token that a file holds, without white space around it: nobody sees it, and no header carries it.
     *
     * @return empty if it is none
     */
    public static Optional<Secret> tokenIn(String text) {
        return Optional.of(text.strip()).filter(AdminSettings::isToken).map(Secret::new);
    }

    /** Whether it is one word that a header can carry. */
    private static boolean isToken(String text) {
        return text.matches("[\\x21-\\x7e]+");
    }

    private static Optional<Secret> token(HoconFields fields) {
        var written = fields.secret("admin.token", "what callers must show, 16 characters or more; if not set, nothing")
                .map(Secret::reveal);
        boolean fromFile = fields.says("admin.token-file") && !fields.says("admin.token");
        // A file without a token has its own problem already.
        if (written.isEmpty() || fromFile && written.get().isEmpty()) return written.map(Secret::new);
        var token = fromFile ? written.get().strip() : written.get();
        var key = fromFile ? "admin.token-file" : "admin.token";
        if (token.length() < TOKEN_LENGTH) {
            fields.problem(key, "must hold " + TOKEN_LENGTH + " characters or more");
        } else if (!isToken(token)) {
            fields.problem(key, "must be one word of ASCII characters, since a header has to carry it");
        }
        return Optional.of(new Secret(token));
    }
}

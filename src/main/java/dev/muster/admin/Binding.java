package dev.muster.admin;

import dev.muster.worker.Secret;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * Where the server listens, and who may speak to it.
 *
 * @param host a name or an address of this machine
 * @param port 0 for any free one
 * @param token what callers must show; needed when the host is not a loopback address
 * @param names further names by which callers reach the server, without a port
 */
public record Binding(String host, int port, Optional<Secret> token, List<String> names) {

    /** @throws IllegalArgumentException if others than this machine could come in without a token */
    public Binding {
        if (token.isEmpty() && !isLoopback(host)) {
            throw new IllegalArgumentException("beyond this machine a token is needed");
        }
    }

    boolean loopback() {
        return isLoopback(host);
    }

    private static boolean isLoopback(String host) {
        var name = bare(host.toLowerCase(Locale.ROOT));
        return name.equals("localhost") || name.equals("::1") || name.matches("127(\\.\\d{1,3}){3}");
    }

    /** An IPv6 address without its brackets. */
    static String bare(String host) {
        return host.startsWith("[") && host.endsWith("]") ? host.substring(1, host.length() - 1) : host;
    }

    /** As a URL has it. */
    String authority(int port) {
        var bare = bare(host);
        return (bare.contains(":") ? "[" + bare + "]" : bare) + ":" + port;
    }

    /**
     * Looks whether the server could listen, before anything else is begun. Blocks, for as long as a name takes to be
     * looked up.
     *
     * @throws AdminUnavailable saying why not
     */
    public void probe() throws AdminUnavailable {
        try (var socket = new ServerSocket()) {
            socket.bind(new InetSocketAddress(bare(host), port));
        } catch (IOException | RuntimeException e) {
            throw new AdminUnavailable(this, e);
        }
    }
}

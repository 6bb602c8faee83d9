package dev.muster.servers;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.concurrent.ThreadLocalRandom;

/**
 * Ports for servers that start later. Those that a system gives out by itself would be taken meanwhile by whoever dials, or
 * listens on any port: Linux begins these at 32768, others later.
 */
public final class FreePort {
    private static final int LOWEST = 10_000;
    /** A Redis of a cluster listens on the port 10,000 above its own too. */
    private static final int HIGHEST = 22_767;

    private static final int TRIES = 100;

    private FreePort() {}

    /** A port of 127.0.0.1 that was free a moment ago, and that nobody gets by chance. */
    public static int choose() throws IOException {
        for (int tries = 1; ; tries++) {
            int port = ThreadLocalRandom.current().nextInt(LOWEST, HIGHEST + 1);
            try (var socket = new ServerSocket(port, 1, InetAddress.getLoopbackAddress())) {
                return socket.getLocalPort();
            } catch (IOException e) {
                if (tries == TRIES) throw e;
            }
        }
    }
}

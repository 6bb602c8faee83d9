package dev.muster.worker.http;

import java.io.IOException;
import java.net.Socket;
import java.nio.channels.SocketChannel;
import org.apache.pekko.io.Inet;

/**
 * A connection's socket until it begins to connect. Pekko 1.7.0 opens it before its selector knows it, and forgets it, open,
 * when what asked for it ends in between (apache/pekko#3246). Thread-safe.
 */
final class NewSocket extends Inet.AbstractSocketOption {
    private SocketChannel channel;
    private boolean abandoned;

    /** Called by Pekko as soon as the socket is there, which may be after it has been abandoned. */
    @Override
    public synchronized void beforeConnect(Socket socket) {
        channel = socket.getChannel();
        if (abandoned) close();
    }

    /**
     * Closes it unless it has begun to connect, from when on Pekko closes it; one that is not there yet, as soon as it is. One
     * that the selector knows is given back to the system at the selector's next turn, within 10 s.
     */
    synchronized void abandon() {
        abandoned = true;
        if (channel != null && !channel.isConnectionPending() && !channel.isConnected()) close();
    }

    private void close() {
        try {
            channel.close();
        } catch (IOException ignored) {
            // Nothing was sent on it, so nothing is lost.
        }
    }
}

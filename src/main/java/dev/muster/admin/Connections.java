package dev.muster.admin;

import java.util.LinkedHashSet;
import java.util.Set;

/**
 * The open connections, so many and no more. When all places are taken, the one that has been idle for longest makes
 * room: whoever says at once what it wants gets in, even while hundreds dawdle, before their answer or after it.
 */
final class Connections {
    /** Many more than people and probes need, and few enough to be nothing for the process. */
    static final int PLACES = 256;

    private final Set<Connection> open = new LinkedHashSet<>();
    private Runnable onEmpty = () -> {};

    /** Takes it in; it is closed if nobody can make room. */
    synchronized void enter(Connection connection) {
        if (open.size() >= PLACES) {
            var idle = open.stream().filter(Connection::isIdle).findFirst();
            idle.ifPresentOrElse(this::leave, connection::close);
            idle.ifPresent(Connection::close);
            if (idle.isEmpty()) return;
        }
        open.add(connection);
        connection.over().thenRun(() -> leave(connection));
    }

    synchronized void leave(Connection connection) {
        open.remove(connection);
        if (open.isEmpty()) onEmpty.run();
    }

    /**
     * Closes those that have nothing under way.
     *
     * @param whenEmpty called when all have left, on the thread of the last one
     */
    synchronized void closeIdle(Runnable whenEmpty) {
        onEmpty = whenEmpty;
        open.stream().filter(Connection::isIdle).forEach(Connection::close);
        if (open.isEmpty()) whenEmpty.run();
    }

    /** Ends the rest, whatever they are in. */
    synchronized void closeAll() {
        open.forEach(Connection::close);
    }
}

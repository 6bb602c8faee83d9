package dev.muster.cli.log;

import java.util.HashMap;
import java.util.Map;

/**
 * How many lines each logger may have in a second, so that a worker that logs in a loop pushes nobody else's lines out of
 * the queue. Thread-safe.
 */
final class LineBudget {
    /** As many as the console shows of a worker's results by default; nobody reads faster. */
    static final int LINES = 200;

    private final Map<String, Integer> lines = new HashMap<>();
    private final Map<String, Long> over = new HashMap<>();
    private long second;

    /** @param at when the line was logged, in milliseconds since 1970 */
    synchronized boolean take(String logger, long at) {
        if (at / 1000 != second) {
            second = at / 1000;
            lines.clear();
        }
        if (lines.merge(logger, 1, Integer::sum) <= LINES) return true;
        over.merge(logger, 1L, Long::sum);
        return false;
    }

    /** The lines refused to each logger since it was asked last; none while the second still goes on. */
    synchronized Map<String, Long> over(long now) {
        return over.isEmpty() || now / 1000 == second ? Map.of() : over();
    }

    synchronized Map<String, Long> over() {
        var told = Map.copyOf(over);
        over.clear();
        return told;
    }
}

package dev.muster.guardian;

import java.util.LinkedHashMap;
import java.util.Map;
import org.slf4j.Logger;

/**
 * Decides which failures are worth their stack trace in the log: those that are likely to be a mistake in the code, each
 * once. That a server refuses a connection needs none; at DEBUG every new cause has one.
 */
final class Traces {
    /** Causes that are remembered; who fails in more ways than that is traced again. */
    private static final int REMEMBERED = 64;

    private final Logger log;
    private final Map<String, Boolean> seen = new LinkedHashMap<>() {
        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Boolean> eldest) {
            return size() > REMEMBERED;
        }
    };

    Traces(Logger log) {
        this.log = log;
    }

    /** @return what is to be shown; null if nothing, or if it has been shown */
    Throwable worthShowing(Throwable failure) {
        if (failure == null) return null;
        var cause = Cause.unwrap(failure);
        boolean bare = cause.getStackTrace().length == 0 && cause.getCause() == null;
        if (bare) return null;
        if (!isMistake(cause) && !log.isDebugEnabled()) return null;
        return seen.putIfAbsent(kind(cause), true) == null ? cause : null;
    }

    /** The unchecked ones that Java throws itself. An IllegalStateException is a worker's word for a world out of order. */
    private static boolean isMistake(Throwable cause) {
        if (cause instanceof Error) return true;
        var from = cause.getClass().getPackageName();
        return cause instanceof RuntimeException
                && !(cause instanceof IllegalStateException)
                && (from.equals("java.lang") || from.startsWith("java.util"));
    }

    /** The same for the same mistake, though its message holds a number. */
    private static String kind(Throwable cause) {
        var stack = cause.getStackTrace();
        return cause.getClass().getName() + (stack.length == 0 ? "" : " " + stack[0]);
    }
}

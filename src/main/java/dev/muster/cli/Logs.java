package dev.muster.cli;

import ch.qos.logback.classic.LoggerContext;
import org.slf4j.LoggerFactory;

/** The logs, which are written on a thread of their own. */
final class Logs {
    private Logs() {}

    /** Writes out what is still held, for a second at most; nothing is logged afterwards. */
    static void flush() {
        if (LoggerFactory.getILoggerFactory() instanceof LoggerContext context) context.stop();
    }
}

package dev.muster.cli.log;

import ch.qos.logback.classic.pattern.ClassicConverter;
import ch.qos.logback.classic.spi.ILoggingEvent;

/** Whose line it is: {@code [mysql]} for a worker, else the class that speaks. */
public final class LoggedWorker extends ClassicConverter {
    private static final String WORKERS = "muster.worker.";

    @Override
    public String convert(ILoggingEvent event) {
        var logger = event.getLoggerName();
        if (logger.startsWith(WORKERS)) return "[" + logger.substring(WORKERS.length()) + "]";
        return logger.substring(logger.lastIndexOf('.') + 1) + ":";
    }
}

package dev.muster.cli;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.LoggingEvent;
import ch.qos.logback.core.ConsoleAppender;
import ch.qos.logback.core.encoder.Encoder;
import java.util.function.LongSupplier;

/** Writes log lines to a terminal or pipe, and says when some had to be left out because it was too slow. */
public final class LogConsole extends ConsoleAppender<ILoggingEvent> {
    private LongSupplier leftOut = () -> 0;

    /** To be called before it starts. @param leftOut how many lines since it was asked last, and are to be told now */
    void tellLeftOut(LongSupplier leftOut) {
        this.leftOut = leftOut;
    }

    void write(Encoder<ILoggingEvent> encoder) {
        streamWriteLock.lock();
        try {
            setEncoder(encoder);
        } finally {
            streamWriteLock.unlock();
        }
    }

    @Override
    protected void append(ILoggingEvent event) {
        super.append(event);
        long lines = leftOut.getAsLong();
        if (lines > 0) super.append(notice(lines));
    }

    /** Lines are left out only while the queue is full, so there is always one more that brings this along. */
    private ILoggingEvent notice(long lines) {
        var logger = ((LoggerContext) getContext()).getLogger("muster.log");
        var message = "standard error was too slow: {} lines of the log are left out";
        return new LoggingEvent(LogConsole.class.getName(), logger, Level.WARN, message, null, new Object[] {lines});
    }
}

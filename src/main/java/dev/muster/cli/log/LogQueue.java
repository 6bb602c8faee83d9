package dev.muster.cli.log;

import ch.qos.logback.classic.AsyncAppender;
import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.LoggingEvent;
import ch.qos.logback.core.Appender;
import ch.qos.logback.core.encoder.Encoder;
import java.util.ArrayList;
import java.util.List;

/**
 * Where log lines wait for the thread that writes them. Nobody waits for it: lines that find no room, and those of a
 * logger beyond its budget, are left out, and counted in a line of their own.
 */
public final class LogQueue extends AsyncAppender {
    private static final String SELF = LogQueue.class.getName();

    private final LineBudget budget = new LineBudget();
    private long leftOut;

    @Override
    protected void append(ILoggingEvent event) {
        if (budget.take(event.getLoggerName(), event.getTimeStamp())) super.append(event);
    }

    @Override
    protected void put(ILoggingEvent event) {
        // Under a lock, which is held for no longer than the queue's own: between the look and the offer nobody fills
        // it.
        synchronized (this) {
            if (getRemainingCapacity() > 0) super.put(event);
            else leftOut++;
        }
    }

    /** What is to be said now of lines that were left out. @param last whether there will be no other time */
    List<ILoggingEvent> notices(boolean last) {
        var notices = new ArrayList<ILoggingEvent>();
        var over = last ? budget.over() : budget.over(System.currentTimeMillis());
        over.forEach((logger, lines) -> notices.add(notice(
                logger, "logs more than " + LineBudget.LINES + " lines in a second: {} of them are left out", lines)));
        long lines = leftOut(last);
        if (lines > 0) {
            notices.add(notice(SELF, "standard error was too slow: {} lines of the log are left out", lines));
        }
        return notices;
    }

    /** While more than half of the queue waits before them, it is too early to tell of them. */
    private synchronized long leftOut(boolean last) {
        if (!last && getNumberOfElementsInQueue() > getQueueSize() / 2) return 0;
        long told = leftOut;
        leftOut = 0;
        return told;
    }

    private ILoggingEvent notice(String name, String message, long lines) {
        var logger = ((LoggerContext) getContext()).getLogger(name);
        return new LoggingEvent(SELF, logger, Level.WARN, message, null, new Object[] {lines});
    }

    @Override
    public void addAppender(Appender<ILoggingEvent> appender) {
        super.addAppender(appender);
        if (appender instanceof LogConsole console) console.tellOf(this);
    }

    /** Writes in another form from now on. */
    void write(Encoder<ILoggingEvent> encoder) {
        iteratorForAppenders().forEachRemaining(appender -> {
            if (appender instanceof LogConsole console) console.write(encoder);
        });
    }
}

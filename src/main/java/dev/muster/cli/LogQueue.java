package dev.muster.cli;

import ch.qos.logback.classic.AsyncAppender;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.Appender;
import ch.qos.logback.core.encoder.Encoder;

/**
 * Where log lines wait for the thread that writes them. Nobody waits for it: lines that find no room are left out, and
 * counted in a line of their own.
 */
public final class LogQueue extends AsyncAppender {
    private long leftOut;

    @Override
    protected void put(ILoggingEvent event) {
        // Under a lock, which is held for no longer than the queue's own: between the look and the offer nobody fills
        // it.
        synchronized (this) {
            if (getRemainingCapacity() > 0) super.put(event);
            else leftOut++;
        }
    }

    /** How many there were since it was asked last; 0 while more than half of the queue waits before them. */
    private synchronized long leftOut() {
        if (leftOut == 0 || getNumberOfElementsInQueue() > getQueueSize() / 2) return 0;
        long told = leftOut;
        leftOut = 0;
        return told;
    }

    @Override
    public void addAppender(Appender<ILoggingEvent> appender) {
        super.addAppender(appender);
        if (appender instanceof LogConsole console) console.tellLeftOut(this::leftOut);
    }

    /** Writes in another form from now on. */
    void write(Encoder<ILoggingEvent> encoder) {
        iteratorForAppenders().forEachRemaining(appender -> {
            if (appender instanceof LogConsole console) console.write(encoder);
        });
    }
}

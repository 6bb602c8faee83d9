package dev.muster.cli.log;

import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.ConsoleAppender;
import ch.qos.logback.core.encoder.Encoder;

/** Writes log lines to a terminal or pipe, and says when some had to be left out. */
public final class LogConsole extends ConsoleAppender<ILoggingEvent> {
    private LogQueue queue;

    /** @param queue where its lines come from; to be called before it starts */
    void tellOf(LogQueue queue) {
        this.queue = queue;
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
        tellLeftOut(false);
    }

    @Override
    public void stop() {
        if (isStarted()) tellLeftOut(true);
        super.stop();
    }

    private void tellLeftOut(boolean last) {
        if (queue != null) queue.notices(last).forEach(super::append);
    }
}

package dev.muster.cli.log;

import ch.qos.logback.classic.pattern.ClassicConverter;
import ch.qos.logback.classic.spi.ILoggingEvent;
import dev.muster.report.sinks.Printable;

/** The message on one line, whatever a server sent to be put into it. */
public final class LoggedMessage extends ClassicConverter {

    @Override
    public String convert(ILoggingEvent event) {
        return Printable.of(event.getFormattedMessage());
    }
}

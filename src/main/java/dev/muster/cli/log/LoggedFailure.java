package dev.muster.cli.log;

import ch.qos.logback.classic.pattern.ThrowableProxyConverter;
import ch.qos.logback.classic.spi.IThrowableProxy;
import dev.muster.report.sinks.Printable;
import java.util.stream.Collectors;

/** A stack trace whose messages cannot steer a terminal. */
public final class LoggedFailure extends ThrowableProxyConverter {

    @Override
    protected String throwableProxyToString(IThrowableProxy failure) {
        return super.throwableProxyToString(failure)
                .lines()
                .map(line -> line.startsWith("\t") ? "\t" + Printable.of(line.substring(1)) : Printable.of(line))
                .collect(Collectors.joining(System.lineSeparator(), "", System.lineSeparator()));
    }
}

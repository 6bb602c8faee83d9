package dev.muster.guardian;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.LongSupplier;
import org.slf4j.LoggerFactory;
import org.slf4j.MDC;
import org.slf4j.Marker;
import org.slf4j.event.Level;
import org.slf4j.event.LoggingEvent;
import org.slf4j.helpers.LegacyAbstractLogger;
import org.slf4j.spi.LocationAwareLogger;
import org.slf4j.spi.LoggingEventAware;

/**
 * A worker's logger: says in the MDC whose line it is ({@code worker}, {@code type}, {@code incarnation}), whatever thread
 * it is called on. Thread-safe.
 */
final class WorkerLog extends LegacyAbstractLogger implements LoggingEventAware {
    private static final String NAME = "muster.worker.";

    private final transient org.slf4j.Logger log;
    private final String worker;
    private final String type;
    private final transient LongSupplier incarnation;

    /** @param incarnation the one that speaks, or is spoken of */
    WorkerLog(String worker, String type, LongSupplier incarnation) {
        this.name = NAME + worker;
        this.log = LoggerFactory.getLogger(name);
        this.worker = worker;
        this.type = type;
        this.incarnation = incarnation;
    }

    @Override
    public void log(LoggingEvent event) {
        // A fluent line is made whole before anyone asks whether its level is wanted.
        if (log instanceof LoggingEventAware aware) marked(() -> aware.log(event));
        else
            marked(() -> log.atLevel(event.getLevel())
                    .setCause(event.getThrowable())
                    .log(event.getMessage(), event.getArgumentArray()));
    }

    @Override
    protected void handleNormalizedLoggingCall(
            Level level, Marker marker, String message, Object[] arguments, Throwable failure) {
        if (log instanceof LocationAwareLogger aware) {
            var caller = getFullyQualifiedCallerName();
            marked(() -> aware.log(marker, caller, level.toInt(), message, arguments, failure));
        } else {
            marked(() -> log.atLevel(level).setCause(failure).log(message, arguments));
        }
    }

    /** What the thread had there before is there again afterwards. */
    private void marked(Runnable line) {
        var before = new LinkedHashMap<String, String>();
        var marks = Map.of("worker", worker, "type", type, "incarnation", Long.toString(incarnation.getAsLong()));
        marks.forEach((key, mark) -> {
            before.put(key, MDC.get(key));
            MDC.put(key, mark);
        });
        try {
            line.run();
        } finally {
            before.forEach((key, mark) -> {
                if (mark == null) MDC.remove(key);
                else MDC.put(key, mark);
            });
        }
    }

    @Override
    protected String getFullyQualifiedCallerName() {
        return WorkerLog.class.getName();
    }

    @Override
    public boolean isTraceEnabled() {
        return log.isTraceEnabled();
    }

    @Override
    public boolean isDebugEnabled() {
        return log.isDebugEnabled();
    }

    @Override
    public boolean isInfoEnabled() {
        return log.isInfoEnabled();
    }

    @Override
    public boolean isWarnEnabled() {
        return log.isWarnEnabled();
    }

    @Override
    public boolean isErrorEnabled() {
        return log.isErrorEnabled();
    }
}

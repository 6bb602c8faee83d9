package dev.muster.cli.log;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.encoder.PatternLayoutEncoder;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.encoder.Encoder;
import java.nio.charset.StandardCharsets;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The logs, which are written on a thread of their own. Whoever brings a Logback configuration of his own
 * ({@code -Dlogback.configurationFile}) keeps it: these then change nothing but levels.
 */
public final class Logs {
    private static final String PLAIN = "%d{HH:mm:ss.SSS} %-5level %worker %safeMessage%n%safeFailure{50}";
    private static final String COLOURED =
            "%d{HH:mm:ss.SSS} %levelColour(%-5level) %cyan(%worker) %safeMessage%n%safeFailure{50}";

    /** As standard error itself: one for the whole process. */
    private static volatile boolean json;

    private Logs() {}

    static void text(boolean coloured) {
        write(lines(coloured));
    }

    static PatternLayoutEncoder lines(boolean coloured) {
        var encoder = new PatternLayoutEncoder();
        encoder.setCharset(StandardCharsets.UTF_8);
        encoder.setPattern(coloured ? COLOURED : PLAIN);
        return encoder;
    }

    static void json() {
        write(new LoggedObject());
    }

    private static void write(Encoder<ILoggingEvent> encoder) {
        if (queue() == null) return;
        encoder.setContext(context());
        encoder.start();
        queue().write(encoder);
        json = encoder instanceof LoggedObject;
    }

    /** Whether standard error is for programs now. */
    public static boolean isJson() {
        return json;
    }

    /** Null with a configuration that is not Muster's. */
    private static LogQueue queue() {
        return context().getLogger(Logger.ROOT_LOGGER_NAME).getAppender("queue") instanceof LogQueue queue
                ? queue
                : null;
    }

    /** Of Muster and its workers; those who speak for libraries keep their levels. */
    static void level(Level level) {
        context().getLogger("muster").setLevel(level);
        context().getLogger("dev.muster").setLevel(level);
        if (level.isGreaterOrEqual(Level.WARN)) {
            context().getLogger(Logger.ROOT_LOGGER_NAME).setLevel(level);
        }
    }

    /** Writes out what is still held, for a second at most; nothing is logged afterwards. */
    public static void flush() {
        context().stop();
    }

    private static LoggerContext context() {
        return (LoggerContext) LoggerFactory.getILoggerFactory();
    }
}

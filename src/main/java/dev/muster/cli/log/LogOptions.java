package dev.muster.cli.log;

import ch.qos.logback.classic.Level;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Option;

/** What is logged, and how. */
public final class LogOptions {

    @Option(
            names = "--log",
            paramLabel = "text|json",
            description = "the log on standard error: lines for people (default), or one JSON object a line")
    private LogFormat format;

    @ArgGroup
    private Loudness loudness;

    /** One or the other. */
    private static final class Loudness {
        @Option(
                names = {"-v", "--verbose"},
                description = "logs every step of the workers, and the stack trace of each new failure")
        private boolean verbose;

        @Option(
                names = {"-q", "--quiet"},
                description = "logs warnings and errors only")
        private boolean quiet;
    }

    /** These, and where nothing is said, what was said before the word {@code run}. */
    public LogOptions or(LogOptions before) {
        if (format == null) format = before.format;
        if (loudness == null) loudness = before.loudness;
        return this;
    }

    /** One of these that was said; null if none was. */
    public String said() {
        if (format != null) return "--log";
        if (loudness == null) return null;
        return loudness.verbose ? "--verbose" : "--quiet";
    }

    public void apply() {
        if (format == LogFormat.JSON) Logs.json();
        else Logs.text(Colours.wanted(System.getenv()));
        if (loudness != null) Logs.level(loudness.verbose ? Level.DEBUG : Level.WARN);
    }
}

package dev.muster.cli.log;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.LoggerContext;
import dev.muster.guardian.Answer;
import dev.muster.guardian.Levels;
import dev.muster.guardian.Suggestion;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.slf4j.LoggerFactory;

/** The levels of the workers' loggers, in Logback. */
public final class LogLevels implements Levels {
    private static final String DEFAULT = "DEFAULT";
    private static final List<String> LEVELS = List.of("OFF", "ERROR", "WARN", "INFO", "DEBUG", "TRACE", DEFAULT);

    private final LoggerContext logback = (LoggerContext) LoggerFactory.getILoggerFactory();
    private final Set<String> workers;

    /** @param workers the names of those there are */
    public LogLevels(Set<String> workers) {
        this.workers = workers;
    }

    /** Whether {@link #set} takes it. */
    public static boolean isLevel(String word) {
        return LEVELS.contains(plain(word));
    }

    /** The sentence about a word that is no level. */
    public static String unknown(String word) {
        var levels = String.join(", ", LEVELS);
        return "there is no level '" + word + "'"
                + Suggestion.nearest(plain(word), LEVELS)
                        .map(near -> " (did you mean '" + near + "'? allowed: " + levels + ")")
                        .orElse(" (allowed: " + levels + ")");
    }

    private static String plain(String word) {
        return word == null ? "" : word.strip().toUpperCase(Locale.ROOT);
    }

    @Override
    public String of(String worker) {
        return logger(worker).getEffectiveLevel().toString();
    }

    @Override
    public Answer set(String worker, String level, String origin) {
        if (!workers.contains(worker)) {
            return Answer.refused("there is no worker '" + worker + "'" + Suggestion.among(worker, workers));
        }
        if (!isLevel(level)) return Answer.refused(unknown(level));
        var wanted = plain(level);
        logger(worker).setLevel(wanted.equals(DEFAULT) ? null : Level.toLevel(wanted));
        // By the class, since the worker's own logger may be off now.
        LoggerFactory.getLogger(LogLevels.class)
                .atInfo()
                .addKeyValue("worker", worker)
                .addKeyValue("level", of(worker))
                .addKeyValue("origin", origin)
                .log("[{}] logs at {} by {}", worker, of(worker), origin);
        return Answer.done("logs at " + of(worker));
    }

    private ch.qos.logback.classic.Logger logger(String worker) {
        return logback.getLogger("muster.worker." + worker);
    }
}

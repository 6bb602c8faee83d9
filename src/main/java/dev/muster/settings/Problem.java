package dev.muster.settings;

import java.util.Comparator;
import java.util.regex.Pattern;

/**
 * One thing that is wrong with the settings.
 *
 * @param file as the user named it, or what else the value came from: {@code environment variable X}
 * @param line from 1; 0 if there is none
 * @param path the setting's full path, quoted as in HOCON; empty if the file itself is the problem
 * @param what one clause; never holds a secret
 */
public record Problem(String file, int line, String path, String what) implements Comparable<Problem> {

    private static final Pattern LONG = Pattern.compile("('[^']{200})[^']+'");

    private static final Comparator<Problem> ORDER = Comparator.comparing(Problem::file)
            .thenComparingInt(Problem::line)
            .thenComparing(Problem::path)
            .thenComparing(Problem::what);

    /** What is quoted from a file may be longer than anybody wants to read again. */
    public Problem {
        what = LONG.matcher(what).replaceAll("$1…'");
    }

    @Override
    public int compareTo(Problem other) {
        return ORDER.compare(this, other);
    }

    /** The form that editors and people know: {@code application.conf:12: muster.workers.http: what}. */
    @Override
    public String toString() {
        return file + (line > 0 ? ":" + line : "") + ": " + (path.isEmpty() ? "" : path + ": ") + what;
    }
}

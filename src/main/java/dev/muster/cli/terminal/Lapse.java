package dev.muster.cli.terminal;

import java.time.Duration;
import java.util.Locale;

/** A length of time as a person says it: at most two units. */
public final class Lapse {
    private Lapse() {}

    /** Less than nothing, by clocks that differ, is nothing. */
    public static String of(Duration time) {
        long seconds = Math.max(0, time.toSeconds());
        if (seconds < 10) return String.format(Locale.ROOT, "%.1f s", Math.max(0, time.toMillis()) / 1000.0);
        if (seconds < 60) return seconds + " s";
        if (seconds < 3600) return seconds / 60 + " min " + seconds % 60 + " s";
        if (seconds < 24 * 3600) return seconds / 3600 + " h " + seconds / 60 % 60 + " min";
        return seconds / (24 * 3600) + " d " + seconds / 3600 % 24 + " h";
    }
}

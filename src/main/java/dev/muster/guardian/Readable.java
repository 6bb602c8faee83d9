package dev.muster.guardian;

import java.time.Duration;
import java.util.Locale;

/** How long something took or will take, for people: in one unit, which is enough for a line of the log. */
final class Readable {
    private Readable() {}

    static String of(Duration time) {
        double seconds = time.toNanos() / 1e9;
        if (seconds < 1) return time.toMillis() + " ms";
        if (seconds < 120) return String.format(Locale.ROOT, "%.1f s", seconds);
        if (seconds < 2 * 3600) return String.format(Locale.ROOT, "%.0f min", seconds / 60);
        if (seconds < 48 * 3600) return String.format(Locale.ROOT, "%.0f h", seconds / 3600);
        return String.format(Locale.ROOT, "%.0f days", seconds / (24 * 3600));
    }
}

package dev.muster.guardian;

import java.time.Duration;
import java.util.Locale;

/** Times for people. */
final class Readable {
    private Readable() {}

    static String of(Duration time) {
        double seconds = time.toNanos() / 1e9;
        if (seconds < 1) return time.toMillis() + " ms";
        if (seconds < 120) return String.format(Locale.ROOT, "%.1f s", seconds);
        return String.format(Locale.ROOT, "%.0f min", seconds / 60);
    }
}

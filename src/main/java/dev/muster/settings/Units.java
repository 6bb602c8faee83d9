package dev.muster.settings;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.regex.Pattern;

/** Lengths of time and sizes, written with their units. */
final class Units {
    /** So that any length of time fits into an int of milliseconds, which is what several clients keep it in. */
    private static final Duration LONGEST = Duration.ofDays(24);
    /** So that any size fits into an int, as arrays and buffers have it. */
    private static final long LARGEST = Integer.MAX_VALUE;

    private static final Pattern MEASURE = Pattern.compile("([+-]?\\d+(?:\\.\\d+)?)\\s*([A-Za-zµ]*)");
    private static final Map<String, Long> NANOS = new HashMap<>();
    private static final Map<String, Long> BYTES = new HashMap<>();

    static {
        names(NANOS, 1, "ns", "nano", "nanos", "nanosecond", "nanoseconds");
        names(NANOS, 1_000, "us", "µs", "micro", "micros", "microsecond", "microseconds");
        names(NANOS, 1_000_000, "ms", "milli", "millis", "millisecond", "milliseconds");
        names(NANOS, 1_000_000_000L, "s", "second", "seconds");
        names(NANOS, 60_000_000_000L, "m", "minute", "minutes");
        names(NANOS, 3_600_000_000_000L, "h", "hour", "hours");
        names(NANOS, 86_400_000_000_000L, "d", "day", "days");
        names(BYTES, 1, "B", "b", "byte", "bytes");
        names(BYTES, 1_000, "kB", "kilobyte", "kilobytes");
        names(BYTES, 1_000_000, "MB", "megabyte", "megabytes");
        names(BYTES, 1_000_000_000, "GB", "gigabyte", "gigabytes");
        names(BYTES, 1 << 10, "K", "k", "Ki", "KiB", "kibibyte", "kibibytes");
        names(BYTES, 1 << 20, "M", "m", "Mi", "MiB", "mebibyte", "mebibytes");
        names(BYTES, 1 << 30, "G", "g", "Gi", "GiB", "gibibyte", "gibibytes");
    }

    private Units() {}

    static Duration duration(String written, boolean zero) {
        var nanos = measure(written, NANOS, "30s or 500ms", "ns, us, ms, s, m, h, d");
        if (nanos.signum() < 0) throw new Rejected("'" + written + "' is negative");
        if (nanos.signum() == 0 && !zero) throw new Rejected("must be more than 0");
        if (nanos.compareTo(BigInteger.valueOf(LONGEST.toNanos())) > 0) {
            throw new Rejected("'" + written + "' is too long (allowed: up to 24d)");
        }
        return Duration.ofNanos(nanos.longValueExact());
    }

    static long bytes(String written) {
        var bytes = measure(written, BYTES, "64KiB or 8MiB", "B, kB, KiB, MB, MiB, GB, GiB");
        if (bytes.signum() < 0) throw new Rejected("'" + written + "' is negative");
        if (bytes.signum() == 0) throw new Rejected("must be more than 0");
        if (bytes.compareTo(BigInteger.valueOf(LARGEST)) > 0) {
            throw new Rejected("'" + written + "' is too large (allowed: less than 2GiB)");
        }
        return bytes.longValueExact();
    }

    /** As {@code reference.conf} writes it: the largest unit that leaves a whole number. */
    static String written(Duration duration) {
        long nanos = duration.toNanos();
        for (var unit : new String[] {"d", "h", "m", "s", "ms", "us"}) {
            if (nanos % NANOS.get(unit) == 0) return nanos == 0 ? "0s" : nanos / NANOS.get(unit) + unit;
        }
        return nanos + "ns";
    }

    static String written(long bytes) {
        for (var unit : new String[] {"GiB", "MiB", "KiB"}) {
            if (bytes % BYTES.get(unit) == 0) return bytes / BYTES.get(unit) + unit;
        }
        return bytes + "B";
    }

    private static BigInteger measure(String written, Map<String, Long> units, String example, String allowed) {
        var parts = MEASURE.matcher(written.strip());
        if (!parts.matches())
            throw new Rejected("'" + written + "' cannot be understood (write it as " + example + ")");
        var unit = parts.group(2);
        if (unit.isEmpty()) throw new Rejected("'" + written + "' lacks a unit (write it as " + example + ")");
        if (!units.containsKey(unit)) throw new Rejected("unknown unit '" + unit + "' (allowed: " + allowed + ")");
        return new BigDecimal(parts.group(1))
                .multiply(BigDecimal.valueOf(units.get(unit)))
                .toBigInteger();
    }

    private static void names(Map<String, Long> units, long size, String... names) {
        for (var name : names) units.put(name, size);
    }
}

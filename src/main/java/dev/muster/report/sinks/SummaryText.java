package dev.muster.report.sinks;

import dev.muster.worker.Result;
import java.util.Locale;
import java.util.Objects;
import java.util.function.Supplier;

/**
 * What is shown of a result: several lines of a terminal or a page at most, since payloads can be of any size. A result is
 * its author's code, and whatever that throws or returns must not end a sink. May be called on any thread.
 */
public final class SummaryText {
    /** Characters. */
    private static final int LENGTH = 1000;

    private SummaryText() {}

    /** Its summary. Never null, and with control characters as they are. */
    public static String of(Result result) {
        return Objects.requireNonNullElse(told("summary", result::summary), "(it has no summary)");
    }

    /** Why it failed; null if it did not. With control characters as they are. */
    public static String failureOf(Result result) {
        return told("failure", () -> result.failure().orElse(null));
    }

    private static String told(String what, Supplier<String> words) {
        try {
            var text = words.get();
            return text == null ? null : cut(text);
        } catch (RuntimeException | LinkageError | StackOverflowError | AssertionError e) {
            // Not its message, which is its author's code as well.
            return "(its " + what + " failed: " + e.getClass().getSimpleName() + ")";
        }
    }

    private static String cut(String text) {
        if (text.length() <= LENGTH) return text;
        int end = Character.isHighSurrogate(text.charAt(LENGTH - 1)) ? LENGTH - 1 : LENGTH;
        return text.substring(0, end) + String.format(Locale.ROOT, "… (%,d characters)", text.length());
    }
}

package dev.muster.guardian;

import dev.muster.report.sinks.Printable;
import java.util.stream.Collectors;

/**
 * What a worker says of itself, made safe once for all faces: it may quote what a server sent. One line, no control
 * characters, nothing that changes the direction of writing.
 */
final class Clause {
    /** Characters; a log line stays a line. */
    private static final int LENGTH = 300;

    private Clause() {}

    /** @param text null is empty */
    static String of(String text) {
        if (text == null) return "";
        var line = Printable.of(oneLine(text));
        return line.length() <= LENGTH ? line : line.substring(0, LENGTH - 1) + "…";
    }

    private static String oneLine(String text) {
        return text.lines().map(String::strip).filter(line -> !line.isEmpty()).collect(Collectors.joining(" "));
    }
}

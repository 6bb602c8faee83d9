package dev.muster.worker.file;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.regex.Pattern;

/**
 * Text with places for {@code {n}}, the number, and {@code {now}}, the instant in UTC to the millisecond; every other
 * brace is plain text. Immutable.
 */
final class Template {

    private static final Pattern PLACES = Pattern.compile("(?<=\\{n}|\\{now})|(?=\\{n}|\\{now})");

    private final List<String> parts;

    private Template(List<String> parts) {
        this.parts = parts;
    }

    /** @param worker stands for {@code {worker}} */
    static Template of(String text, String worker) {
        return new Template(List.of(PLACES.split(text.replace("{worker}", worker))));
    }

    String render(long number) {
        var rendered = new StringBuilder();
        for (var part : parts) {
            switch (part) {
                case "{n}" -> rendered.append(number);
                case "{now}" -> rendered.append(Instant.now().truncatedTo(ChronoUnit.MILLIS));
                default -> rendered.append(part);
            }
        }
        return rendered.toString();
    }
}

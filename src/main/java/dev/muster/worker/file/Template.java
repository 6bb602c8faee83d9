package dev.muster.worker.file;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

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

    /** Characters of an instant to the millisecond; a number has fewer. */
    private static final int LONGEST_PLACE = 24;

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

    /** How this looks in a file in UTF-8, for any number and instant. */
    Rendered rendered() {
        var pattern = new StringBuilder();
        int longest = 0;
        for (var part : parts) {
            var bytes = new String(part.getBytes(UTF_8), ISO_8859_1);
            switch (part) {
                case "{n}" -> pattern.append("\\d{1,19}");
                case "{now}" -> pattern.append("\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d(?:\\.\\d{3})?Z");
                default -> pattern.append(Pattern.quote(bytes));
            }
            longest += Math.max(bytes.length(), LONGEST_PLACE);
        }
        return new Rendered(Pattern.compile(pattern.toString()), longest);
    }
}

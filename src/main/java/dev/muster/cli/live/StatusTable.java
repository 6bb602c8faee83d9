package dev.muster.cli.live;

import com.fasterxml.jackson.databind.JsonNode;
import dev.muster.cli.terminal.Lapse;
import dev.muster.report.sinks.Printable;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** What {@code /workers} answers, as lines for people. */
final class StatusTable {
    private static final List<String> HEAD = List.of(
            "worker",
            "type",
            "state",
            "for",
            "attempt",
            "next",
            "emitted",
            "delivered",
            "dropped",
            "errors",
            "per second");

    /** Up to here columns hold words, from here on figures. */
    private static final int WORDS = 3;

    /** Results per second that may be a single one: of a second that was a little short. */
    private static final double ONE = 1.5;

    private final Instant now;

    /** @param now what ages and countdowns are measured from */
    StatusTable(Instant now) {
        this.now = now;
    }

    /** One line each for the heads, the workers, and whatever else there is to say. */
    List<String> of(JsonNode roster) {
        return of(roster, Integer.MAX_VALUE, Integer.MAX_VALUE);
    }

    /**
     * As many of the workers as there is room for, and how many there are beyond.
     *
     * @param most lines in all, if they are at least 2
     * @param columns beyond which what is said of a worker besides its figures gets a line of its own
     */
    List<String> of(JsonNode roster, int most, int columns) {
        var rest = rest(roster);
        var lines = new ArrayList<String>();
        var workers = workers(roster, columns);
        int room = Math.max(2, most - rest.size());
        boolean all = workers.stream().mapToInt(List::size).sum() <= room;
        int shown = 0;
        for (var worker : workers) {
            if (!all && lines.size() + worker.size() >= room) break;
            lines.addAll(worker);
            shown++;
        }
        if (!all) lines.add(String.format(Locale.ROOT, "… and %,d more", workers.size() - shown));
        lines.addAll(rest);
        return lines.subList(0, Math.min(lines.size(), Math.max(2, most)));
    }

    /** The heads, and each worker, on a line or two. */
    private List<List<String>> workers(JsonNode roster, int columns) {
        var rows = new ArrayList<List<String>>(List.of(HEAD));
        roster.path("workers").forEach(worker -> rows.add(row(worker)));
        var format = format(rows);
        var lines = new ArrayList<List<String>>();
        for (int i = 0; i < rows.size(); i++) {
            var line = String.format(Locale.ROOT, format, rows.get(i).toArray());
            var remarks = i == 0 ? "" : remarks(roster.path("workers").get(i - 1));
            boolean fits = remarks.isEmpty() || line.length() + remarks.length() <= columns;
            lines.add(fits ? List.of(line + remarks) : List.of(line, remarks));
        }
        return lines;
    }

    private static List<String> rest(JsonNode roster) {
        var lines = new ArrayList<String>();
        roster.path("sinks").forEach(sink -> {
            long skipped = sink.path("skipped").asLong();
            if (skipped > 0)
                lines.add(String.format(
                        Locale.ROOT,
                        "%s did not show %,d result%s",
                        text(sink, "name"),
                        skipped,
                        skipped == 1 ? "" : "s"));
        });
        if (roster.path("draining").asBoolean()) lines.add("Muster is ending");
        return lines;
    }

    private static String format(List<List<String>> rows) {
        var format = new StringBuilder();
        for (int column = 0; column < HEAD.size(); column++) {
            int at = column;
            int width =
                    rows.stream().mapToInt(row -> row.get(at).length()).max().orElse(1);
            format.append(column == 0 ? "" : "  ")
                    .append(column < WORDS ? "%-" : "%")
                    .append(width)
                    .append("s");
        }
        return format.toString();
    }

    private List<String> row(JsonNode worker) {
        var account = worker.path("account");
        long dropped = 0;
        for (var reason : account.path("dropped")) dropped += reason.asLong();
        int attempt = worker.path("attempt").asInt();
        return List.of(
                text(worker, "name"),
                text(worker, "type"),
                state(worker),
                Lapse.of(Duration.between(instant(worker.path("since"), now), now)),
                attempt == 0 ? "" : String.valueOf(attempt),
                next(worker.path("next-attempt-at")),
                figure(account.path("emitted").asLong()),
                figure(account.path("delivered").asLong()),
                figure(dropped),
                figure(account.path("errors").asLong()),
                rate(account));
    }

    private static String state(JsonNode worker) {
        if (!worker.path("stuck-since").isNull() && worker.has("stuck-since")) return text(worker, "state") + ", stuck";
        return text(worker, "state") + (worker.path("degraded").asBoolean() ? ", degraded" : "");
    }

    private String next(JsonNode at) {
        if (!at.isTextual()) return "";
        var left = Duration.between(now, instant(at, now));
        return left.isNegative() || left.isZero() ? "now" : "in " + Lapse.of(left);
    }

    /** Of the last second; of the last minute for those that do less than one in a second as a rule. So is the page's. */
    private static String rate(JsonNode account) {
        double second = account.path("results-per-second-over-1s").asDouble();
        double minute = account.path("results-per-second-over-60s").asDouble();
        return String.format(Locale.ROOT, "%,.1f", second > ONE || minute >= 1 ? second : minute);
    }

    private static String remarks(JsonNode worker) {
        var remarks = new StringBuilder();
        if (worker.path("degraded").asBoolean()) remarks.append("  degraded: ").append(text(worker, "message"));
        if (worker.path("last-failure").isTextual()) {
            remarks.append("  last failure: ").append(text(worker, "last-failure"));
        }
        return remarks.toString();
    }

    private static String figure(long count) {
        return String.format(Locale.ROOT, "%,d", count);
    }

    static String text(JsonNode object, String key) {
        return Printable.of(object.path(key).asText());
    }

    private static Instant instant(JsonNode at, Instant otherwise) {
        try {
            return at.isTextual() ? Instant.parse(at.asText()) : otherwise;
        } catch (DateTimeParseException e) {
            return otherwise;
        }
    }
}

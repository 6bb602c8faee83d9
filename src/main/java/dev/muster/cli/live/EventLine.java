package dev.muster.cli.live;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.muster.report.sinks.Printable;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.util.Locale;

/** An event on one line. */
final class EventLine {
    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("HH:mm:ss.SSS");

    private EventLine() {}

    /** For people; the times are of this machine's zone. */
    static String text(EventReader.Event event, ZoneId zone) {
        var data = event.data();
        return switch (event.kind()) {
            case "state" -> time(data, zone) + who(data) + change(data);
            case "result" ->
                time(data, zone) + who(data) + Printable.of(data.path("summary").asText()) + failure(data);
            case "skipped" ->
                String.format(
                        Locale.ROOT,
                        "%s… %,d skipped (%s)",
                        data.path("worker").isTextual() ? who(data) : "",
                        data.path("count").asLong(),
                        Printable.of(data.path("reason").asText()));
            default -> Printable.of(event.kind() + " " + data);
        };
    }

    /** For programs: what was sent, and what kind it is. */
    static String json(EventReader.Event event) {
        var line = JsonNodeFactory.instance.objectNode().put("event", event.kind());
        event.data().fields().forEachRemaining(field -> line.set(field.getKey(), field.getValue()));
        return Printable.of(line.toString());
    }

    private static String who(JsonNode data) {
        return "[" + StatusTable.text(data, "worker") + "] ";
    }

    private static String time(JsonNode data, ZoneId zone) {
        var at = instant(data.path("at"));
        return at == null ? "" : TIME.format(at.atZone(zone)) + " ";
    }

    private static String change(JsonNode data) {
        var from = StatusTable.text(data, "from");
        var to = StatusTable.text(data, "to");
        var line = new StringBuilder(from.equals(to) ? to : from + " → " + to);
        if (data.path("degraded").asBoolean()) line.append(", degraded");
        if (data.path("stuck").asBoolean()) line.append(", stuck");
        var reason = StatusTable.text(data, "reason");
        // A failure's reason tells the attempt and the next one itself.
        if (!reason.isEmpty()) line.append(": ").append(reason);
        else if (data.path("attempt").asInt() > 0)
            line.append(", attempt ").append(data.path("attempt").asInt());
        if (data.path("origin").isTextual()) line.append(", by ").append(StatusTable.text(data, "origin"));
        return line.toString();
    }

    private static String failure(JsonNode data) {
        return data.path("failure").isTextual() ? "  failure: " + StatusTable.text(data, "failure") : "";
    }

    private static Instant instant(JsonNode at) {
        try {
            return at.isTextual() ? Instant.parse(at.asText()) : null;
        } catch (DateTimeParseException e) {
            return null;
        }
    }
}

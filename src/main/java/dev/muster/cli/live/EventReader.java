package dev.muster.cli.live;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;

/** Reads server-sent events. A thread of its own waits for the network, so that a silence can be told from an end. */
final class EventReader implements AutoCloseable {
    /** The server writes a comment every 10 s. */
    private static final long SILENCE_SECONDS = 35;

    private static final String END = "\n";
    private static final ObjectMapper JSON = new ObjectMapper();

    /** @param id empty if it has none */
    record Event(String kind, String id, JsonNode data) {}

    private final InputStream in;

    /** Small: what waits for a slow terminal is to wait at the server, which counts what it skips. */
    private final BlockingQueue<String> lines = new ArrayBlockingQueue<>(64);

    EventReader(InputStream in) {
        this.in = in;
        var thread = new Thread(this::read, "muster-tail");
        thread.setDaemon(true);
        thread.start();
    }

    private void read() {
        try (var reader = new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8))) {
            for (String line; (line = reader.readLine()) != null; ) lines.put(line);
        } catch (IOException e) {
            // An end like any other.
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            end();
        }
    }

    /** Its place may be taken by a line that nobody will take. */
    private void end() {
        try {
            lines.put(END);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Waits for the next event. @return empty when there will be no more */
    Optional<Event> next() throws InterruptedException {
        String kind = "", id = "";
        var data = new StringBuilder();
        for (String line; (line = line()) != null; ) {
            if (line.isEmpty() && data.length() > 0) return Optional.of(new Event(kind, id, parsed(data.toString())));
            if (line.startsWith("event:")) kind = value(line);
            else if (line.startsWith("id:")) id = value(line);
            else if (line.startsWith("data:")) data.append(value(line));
        }
        return Optional.empty();
    }

    /** Null at the end, or after a silence that is one. */
    private String line() throws InterruptedException {
        var line = lines.poll(SILENCE_SECONDS, TimeUnit.SECONDS);
        return END.equals(line) ? null : line;
    }

    private static String value(String line) {
        return line.substring(line.indexOf(':') + 1).stripLeading();
    }

    private static JsonNode parsed(String data) {
        try {
            return JSON.readTree(data);
        } catch (JsonProcessingException e) {
            return JSON.createObjectNode();
        }
    }

    @Override
    public void close() {
        try {
            in.close();
        } catch (IOException e) {
            // It is not read any more.
        }
        lines.clear();
    }
}

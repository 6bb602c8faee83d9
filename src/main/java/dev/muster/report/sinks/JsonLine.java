package dev.muster.report.sinks;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.datatype.jdk8.Jdk8Module;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import dev.muster.worker.Result;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Clock;
import java.util.LinkedHashMap;
import java.util.Map;

/** Results as JSON, one object a line: {@code {"at":…,"worker":…,"result":{…},"failure":…}}. */
final class JsonLine {
    private final Clock clock;
    private final ObjectMapper json = JsonMapper.builder()
            .addModules(new JavaTimeModule(), new Jdk8Module())
            .disable(SerializationFeature.WRITE_DATES_AS_TIMESTAMPS, SerializationFeature.WRITE_DURATIONS_AS_TIMESTAMPS)
            .disable(SerializationFeature.FAIL_ON_EMPTY_BEANS)
            .propertyNamingStrategy(PropertyNamingStrategies.KEBAB_CASE)
            .build();

    JsonLine(Clock clock) {
        this.clock = clock;
    }

    byte[] encode(SinkCommand.Deliver delivery) {
        var at = clock.instant().toString();
        var lines = new ByteArrayOutputStream(delivery.results().size() * 128);
        for (var result : delivery.results()) {
            lines.writeBytes(encode(at, delivery.worker(), result));
            lines.write('\n');
        }
        return lines.toByteArray();
    }

    private byte[] encode(String at, String worker, Result result) {
        var line = new LinkedHashMap<String, Object>();
        line.put("at", at);
        line.put("worker", worker);
        try {
            line.put("result", result);
            result.failure().ifPresent(why -> line.put("failure", why));
            return json.writeValueAsBytes(line);
        } catch (JsonProcessingException | RuntimeException | LinkageError | StackOverflowError | AssertionError e) {
            // A result is its author's code; one that cannot be written must not hold up the others.
            line.put("result", Map.of("unwritable", String.valueOf(e.getClass().getSimpleName())));
            return plain(line);
        }
    }

    private byte[] plain(Map<String, Object> line) {
        try {
            return json.writeValueAsBytes(line);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}

package dev.muster.admin;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import dev.muster.report.sinks.Printable;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;

/** Text of JSON, in and out. */
final class Json {
    private static final ObjectMapper MAPPER = JsonMapper.builder().build();

    /** An order that can be read in two ways is none. */
    private static final ObjectReader ORDERS = MAPPER.reader()
            .with(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .with(DeserializationFeature.FAIL_ON_TRAILING_TOKENS);

    private Json() {}

    /** By way of a String, since half a surrogate pair in a payload is no reason to fail. */
    static byte[] bytes(Object value) {
        return text(value).getBytes(StandardCharsets.UTF_8);
    }

    /** On one line, and safe to be shown by a terminal as it is. */
    static String text(Object value) {
        try {
            return Printable.of(MAPPER.writeValueAsString(value));
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** @throws IOException if it is no JSON, has a key twice or goes on after its end; nothing at all is a missing node */
    static JsonNode read(byte[] bytes) throws IOException {
        return bytes.length == 0 ? MissingNode.getInstance() : ORDERS.readTree(bytes);
    }
}

package dev.muster.cli.log;

import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.IThrowableProxy;
import ch.qos.logback.core.encoder.EncoderBase;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.json.JsonWriteFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * A log line as one JSON object on one line, in ASCII alone, so that neither a terminal nor a program stumbles over what a
 * server sent. Keys, in this order: {@code at} (ISO 8601, UTC), {@code level}; {@code worker}, {@code type} and
 * {@code incarnation} (a number) if it is about one; {@code logger}, {@code thread}, {@code message}; {@code data} (what
 * the message says, for programs), {@code mdc} and {@code failure} ({@code class}, {@code message}, {@code stack}) if
 * there is such.
 */
public final class LoggedObject extends EncoderBase<ILoggingEvent> {
    /** More of a stack is no help; one that overflowed has a thousand. */
    private static final int FRAMES = 50;

    private static final byte[] NOTHING = new byte[0];
    private static final Set<String> MARKS = Set.of("worker", "type", "incarnation");

    private final ObjectMapper json =
            JsonMapper.builder().enable(JsonWriteFeature.ESCAPE_NON_ASCII).build();

    @Override
    public byte[] encode(ILoggingEvent event) {
        try {
            // DEL is the one control character that JSON takes as it is.
            var line = json.writeValueAsString(object(event)).replace("\u007f", "\\u007f") + "\n";
            return line.getBytes(StandardCharsets.US_ASCII);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }

    private static Map<String, Object> object(ILoggingEvent event) {
        var line = new LinkedHashMap<String, Object>();
        var mdc = event.getMDCPropertyMap();
        line.put("at", event.getInstant().toString());
        line.put("level", event.getLevel().toString());
        if (mdc.containsKey("worker")) {
            line.put("worker", mdc.get("worker"));
            line.put("type", mdc.get("type"));
            line.put("incarnation", value(number(mdc.get("incarnation"))));
        }
        line.put("logger", event.getLoggerName());
        line.put("thread", event.getThreadName());
        line.put("message", event.getFormattedMessage());
        putIfAny(line, "data", data(event));
        putIfAny(line, "mdc", others(mdc));
        if (event.getThrowableProxy() != null) line.put("failure", failure(event.getThrowableProxy()));
        return line;
    }

    private static void putIfAny(Map<String, Object> line, String key, Map<String, Object> what) {
        if (!what.isEmpty()) line.put(key, what);
    }

    private static Map<String, Object> data(ILoggingEvent event) {
        var data = new LinkedHashMap<String, Object>();
        if (event.getKeyValuePairs() == null) return data;
        event.getKeyValuePairs().forEach(pair -> data.put(pair.key, value(pair.value)));
        return data;
    }

    private static Map<String, Object> others(Map<String, String> mdc) {
        var others = new LinkedHashMap<String, Object>(mdc);
        others.keySet().removeAll(MARKS);
        return others;
    }

    private static Object value(Object value) {
        if (!(value instanceof Map<?, ?> map)) return scalar(value);
        var values = new LinkedHashMap<String, Object>();
        map.forEach((key, each) -> values.put(String.valueOf(key), scalar(each)));
        return values;
    }

    private static Object scalar(Object value) {
        if (value == null || value instanceof Boolean || value instanceof Long || value instanceof Integer)
            return value;
        if (value instanceof Double number && Double.isFinite(number)) return value;
        try {
            return value.toString();
        } catch (RuntimeException | LinkageError | StackOverflowError | AssertionError e) {
            // A worker's author may have put it there, and the thread that writes the log must live.
            return "(unwritable: " + e.getClass().getSimpleName() + ")";
        }
    }

    private static Object number(String digits) {
        try {
            return Long.valueOf(digits);
        } catch (NumberFormatException e) {
            return digits;
        }
    }

    private static Map<String, Object> failure(IThrowableProxy failure) {
        var told = new LinkedHashMap<String, Object>();
        told.put("class", failure.getClassName());
        told.put("message", failure.getMessage());
        told.put("stack", stack(failure));
        if (failure.getCause() != null && !failure.isCyclic()) told.put("cause", failure(failure.getCause()));
        return told;
    }

    private static List<String> stack(IThrowableProxy failure) {
        return Arrays.stream(failure.getStackTraceElementProxyArray())
                .limit(FRAMES)
                .map(frame -> frame.getStackTraceElement().toString())
                .toList();
    }

    @Override
    public byte[] headerBytes() {
        return NOTHING;
    }

    @Override
    public byte[] footerBytes() {
        return NOTHING;
    }
}

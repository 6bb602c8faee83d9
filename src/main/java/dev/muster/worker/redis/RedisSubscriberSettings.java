package dev.muster.worker.redis;

import dev.muster.worker.Fields;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What a {@link RedisSubscriber} is given.
 *
 * @param maxPayload in bytes
 * @param buffer in messages
 * @param bufferBytes in bytes of memory, about
 * @param heartbeat how long a silence may be before Redis is asked for a sign of life
 */
record RedisSubscriberSettings(
        RedisAddress address,
        List<String> channels,
        List<String> patterns,
        Payload payload,
        int maxPayload,
        int buffer,
        long bufferBytes,
        Duration heartbeat,
        Duration heartbeatTimeout,
        Duration reconnectGrace) {
    /** Redis's own limit ({@code proto-max-bulk-len}), in bytes. */
    private static final long LARGEST_PAYLOAD = 512L << 20;

    static RedisSubscriberSettings read(Fields fields) {
        var address = RedisAddress.read(fields);
        var channels = fields.texts("channels", List.of(), "the channels to subscribe to");
        var patterns = fields.texts("patterns", List.of(), "patterns of channels to subscribe to, such as news.*");
        check(fields, channels, patterns);
        return new RedisSubscriberSettings(
                address,
                channels,
                patterns,
                fields.choice("payload", Payload.TEXT, "what a message's bytes are"),
                maxPayload(fields),
                fields.integer("buffer", 65_536, 1, 16_777_216, "messages kept while the reporter is busy"),
                fields.bytes("buffer-bytes", 8L << 20, "memory for the messages kept"),
                fields.duration(
                        "heartbeat", Duration.ofSeconds(5), "after so long a silence Redis is asked for a sign"),
                fields.duration("heartbeat-timeout", Duration.ofSeconds(2), "without a sign for so long: failed"),
                fields.duration("reconnect-grace", Duration.ofSeconds(15), "a connection lost for so long: failed"));
    }

    /** Everything to be subscribed to. */
    Stream<Subject> subjects() {
        return Stream.concat(
                channels.stream().map(name -> new Subject(name, false)),
                patterns.stream().map(name -> new Subject(name, true)));
    }

    /** For people: {@code 'demo', 'news.*'}. */
    String names() {
        return subjects().map(subject -> "'" + subject.name() + "'").collect(Collectors.joining(", "));
    }

    private static int maxPayload(Fields fields) {
        long bytes = fields.bytes("max-payload", 1L << 20, "larger messages are dropped and counted");
        if (bytes > LARGEST_PAYLOAD) fields.problem("max-payload", "must be at most 512MiB, as in Redis itself");
        return (int) Math.min(bytes, LARGEST_PAYLOAD);
    }

    private static void check(Fields fields, List<String> channels, List<String> patterns) {
        if (channels.isEmpty() && patterns.isEmpty()) fields.problem("channels", "name a channel or a pattern");
        checkDistinct(fields, "channels", channels);
        checkDistinct(fields, "patterns", patterns);
    }

    private static void checkDistinct(Fields fields, String key, List<String> names) {
        var seen = new HashSet<String>();
        for (var name : names) if (!seen.add(name)) fields.problem(key, "'" + name + "' stands there twice");
    }
}

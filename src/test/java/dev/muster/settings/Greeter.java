package dev.muster.settings;

import dev.muster.worker.Fields;
import dev.muster.worker.Job;
import dev.muster.worker.WorkerType;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.apache.pekko.actor.typed.javadsl.Behaviors;

/** Asks for a key of each kind, and remembers what it got. */
public final class Greeter implements WorkerType {
    static volatile List<Object> last = List.of();

    @Override
    public Job read(Fields fields) {
        last = List.of(
                fields.requiredText("greeting", "hello", "what is said"),
                fields.text("to", "world", "whom to"),
                fields.optionalText("from", "who says it"),
                fields.texts("others", List.of("all"), "whom else"),
                fields.entries("headers", "what is said before"),
                fields.values("parameters", "what is bound"),
                fields.integer("concurrency", 4, 1, 64, "at one time"),
                fields.count("repeat", 1, 1, Long.MAX_VALUE, "how often"),
                fields.flag("loud", false, "whether it is shouted"),
                fields.duration("pause", Duration.ofSeconds(1), "between two"),
                fields.durationOrZero("delay", Duration.ZERO, "before the first"),
                fields.bytes("buffer", 64 << 10, "for the echo"),
                fields.choice("unit", TimeUnit.SECONDS, "of the clock"),
                fields.secret("password", "not to be said"));
        fields.claim(
                "to",
                "the ear of " + fields.text("to", "world", "whom to")
                        + fields.worker().replaceAll("[0-9]", ""));
        return worker -> Behaviors.empty();
    }
}

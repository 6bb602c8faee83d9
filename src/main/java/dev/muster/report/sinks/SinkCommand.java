package dev.muster.report.sinks;

import dev.muster.worker.Result;
import java.util.List;
import org.apache.pekko.actor.typed.ActorRef;

/** What the reporter tells a sink. */
public sealed interface SinkCommand {

    /**
     * Results of one worker, in their order, shared with other sinks: read only.
     *
     * @param replyTo told {@link Taken} when the sink has room for more: this answer is the back-pressure
     */
    record Deliver(long id, String worker, List<Result> results, ActorRef<Taken> replyTo) implements SinkCommand {}

    /** The answer to {@link Deliver}. */
    record Taken(String sink, long id) {}

    /** Asks to write out what is still held. */
    record Flush(ActorRef<Flushed> replyTo) implements SinkCommand {}

    /** The answer to {@link Flush}. */
    record Flushed(String sink) {}

    /** A sink's own reminder. */
    enum Tick implements SinkCommand {
        INSTANCE
    }
}

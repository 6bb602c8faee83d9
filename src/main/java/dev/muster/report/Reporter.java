package dev.muster.report;

import dev.muster.report.sinks.SinkCommand;
import dev.muster.report.sinks.SinkPlan;
import dev.muster.worker.Result;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.pekko.actor.DeadLetterSuppression;
import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.actor.typed.Behavior;
import org.apache.pekko.actor.typed.javadsl.AbstractBehavior;
import org.apache.pekko.actor.typed.javadsl.ActorContext;
import org.apache.pekko.actor.typed.javadsl.Behaviors;
import org.apache.pekko.actor.typed.javadsl.Receive;

/**
 * Acknowledges every batch of results, keeps the accounts, fans out to the sinks. A batch is delivered when every
 * lossless sink has taken it; lossy sinks are never waited for. Runs no code of a worker, so that none can break it.
 */
public final class Reporter extends AbstractBehavior<Reporter.Command> {

    /** What the reporter is told. */
    public sealed interface Command {}

    /**
     * Results of one stream, in order. The list must not be changed any more.
     *
     * @param timedFrom what the ledger said when the first of them was emitted
     */
    public record Accept(ResultStream stream, List<Result> results, long timedFrom, ActorRef<Accepted> replyTo)
            implements Command {}

    /** The answer to {@link Accept}, always given. Suppressed as a dead letter, since streams may end before it comes. */
    public enum Accepted implements DeadLetterSuppression {
        INSTANCE
    }

    /** Says that a stream emits no more. What of it is not delivered by then, nor under way, is dropped as aborted. */
    public record Close(ResultStream stream) implements Command {}

    /** Asks to settle the books for good: to flush every sink, and to drop what is still under way. Ledgers are closed. */
    public record Settle(ActorRef<Settled> replyTo) implements Command {}

    /** The answer to {@link Settle}. */
    public enum Settled {
        INSTANCE
    }

    private record Taken(String sink, long id) implements Command {}

    private record Flushed(String sink) implements Command {}

    private record SinkStarted(String sink) implements Command {}

    /** A batch that lossless sinks have not all taken yet. */
    private static final class Pending {
        private final Accept accept;
        private final Set<String> sinks;

        private Pending(Accept accept, Set<String> sinks) {
            this.accept = accept;
            this.sinks = new HashSet<>(sinks);
        }
    }

    private final Outlets outlets;
    private final Map<ResultStream, Deliveries> streams = new HashMap<>();
    private final Map<Long, Pending> pending = new LinkedHashMap<>();
    private final Set<String> unflushed = new HashSet<>();
    private ActorRef<Settled> settling;
    private boolean settled;
    private long lastId;

    /** @param ledgers where the sinks' books are kept, for the roster */
    public static Behavior<Command> create(List<SinkPlan> sinks, SinkLedgers ledgers) {
        return Behaviors.setup(context -> new Reporter(context, sinks, ledgers));
    }

    private Reporter(ActorContext<Command> context, List<SinkPlan> sinks, SinkLedgers ledgers) {
        super(context);
        var taken = context.messageAdapter(SinkCommand.Taken.class, t -> new Taken(t.sink(), t.id()));
        this.outlets = new Outlets(taken, ledgers);
        for (var sink : sinks) {
            var self = context.getSelf();
            outlets.add(sink, SinkSupervision.spawn(context, sink, () -> self.tell(new SinkStarted(sink.name()))));
        }
    }

    @Override
    public Receive<Command> createReceive() {
        return newReceiveBuilder()
                .onMessage(Accept.class, this::onAccept)
                .onMessage(Taken.class, this::onTaken)
                .onMessage(Close.class, this::onClose)
                .onMessage(SinkStarted.class, this::onSinkStarted)
                .onMessage(Settle.class, this::onSettle)
                .onMessage(Flushed.class, this::onFlushed)
                .build();
    }

    private Behavior<Command> onAccept(Accept accept) {
        long id = ++lastId;
        outlets.offerToLossy(id, accept);
        if (outlets.lossless().isEmpty()) {
            deliver(accept);
        } else {
            pending.put(id, new Pending(accept, outlets.lossless()));
            deliveries(accept.stream).queued(accept.results.size());
            outlets.giveToLossless(id, accept);
        }
        return this;
    }

    private Behavior<Command> onTaken(Taken taken) {
        outlets.taken(taken.sink);
        var batch = pending.get(taken.id);
        if (batch == null || !batch.sinks.remove(taken.sink) || !batch.sinks.isEmpty()) return this;
        pending.remove(taken.id);
        var accept = batch.accept;
        deliveries(accept.stream).taken(accept.results.size());
        deliver(accept);
        forgetIfOver(accept.stream);
        return this;
    }

    private void deliver(Accept accept) {
        deliveries(accept.stream).delivered(accept.results.size(), accept.timedFrom);
        accept.replyTo.tell(Accepted.INSTANCE);
    }

    private Behavior<Command> onClose(Close close) {
        deliveries(close.stream).close();
        forgetIfOver(close.stream);
        return this;
    }

    private void forgetIfOver(ResultStream stream) {
        if (!deliveries(stream).isOver()) return;
        streams.remove(stream).settle("aborted");
    }

    /** A restarted sink has lost what it was reading, so it is given, and asked, again all that it has no answer to. */
    private Behavior<Command> onSinkStarted(SinkStarted started) {
        if (outlets.startedBefore(started.sink)) {
            pending.forEach((id, batch) -> {
                if (batch.sinks.contains(started.sink)) outlets.giveAgain(started.sink, id, batch.accept);
            });
            if (unflushed.contains(started.sink)) flush(started.sink);
        }
        return this;
    }

    private Behavior<Command> onSettle(Settle settle) {
        settled = true;
        streams.values().forEach(it -> it.settle("shutdown"));
        settling = settle.replyTo;
        unflushed.addAll(outlets.names());
        outlets.names().forEach(this::flush);
        answerIfFlushed();
        return this;
    }

    private void flush(String sink) {
        outlets.flush(sink, getContext().messageAdapter(SinkCommand.Flushed.class, f -> new Flushed(f.sink())));
    }

    private Behavior<Command> onFlushed(Flushed flushed) {
        if (unflushed.remove(flushed.sink)) answerIfFlushed();
        return this;
    }

    private void answerIfFlushed() {
        if (settling != null && unflushed.isEmpty()) settling.tell(Settled.INSTANCE);
    }

    private Deliveries deliveries(ResultStream stream) {
        return streams.computeIfAbsent(stream, it -> {
            var deliveries = new Deliveries(it);
            if (settled) deliveries.settle("shutdown");
            return deliveries;
        });
    }
}

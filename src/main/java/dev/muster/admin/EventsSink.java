package dev.muster.admin;

import dev.muster.report.sinks.Budget;
import dev.muster.report.sinks.SinkCommand;
import dev.muster.report.sinks.SinkPlan;
import dev.muster.report.sinks.SummaryText;
import java.time.Duration;
import java.time.Instant;
import org.apache.pekko.actor.typed.Behavior;
import org.apache.pekko.actor.typed.DispatcherSelector;
import org.apache.pekko.actor.typed.javadsl.AbstractBehavior;
import org.apache.pekko.actor.typed.javadsl.ActorContext;
import org.apache.pekko.actor.typed.javadsl.Behaviors;
import org.apache.pekko.actor.typed.javadsl.Receive;
import org.apache.pekko.actor.typed.javadsl.TimerScheduler;

/** Shows viewers the results that they watch for, so many of each worker a second, and counts the others. Lossy. */
final class EventsSink extends AbstractBehavior<SinkCommand> {
    private static final String NAME = "events";

    /** More than eyes can follow; a worker can make a million. */
    static final int RESULTS_PER_SECOND = 100;

    private static final Duration SECOND = Duration.ofSeconds(1);

    private final Events events;
    private final Budget budget;

    static SinkPlan plan(Events events) {
        var budget = new Budget(RESULTS_PER_SECOND, worker -> events.wanted(Kind.RESULT, worker));
        var behavior = Behaviors.<SinkCommand>setup(
                context -> Behaviors.withTimers(timers -> new EventsSink(context, timers, events, budget)));
        var threads = DispatcherSelector.fromConfig(AdminServer.THREADS);
        return SinkPlan.lossy(NAME, behavior, threads, budget);
    }

    private EventsSink(
            ActorContext<SinkCommand> context, TimerScheduler<SinkCommand> timers, Events events, Budget budget) {
        super(context);
        this.events = events;
        this.budget = budget;
        timers.startTimerWithFixedDelay(SinkCommand.Tick.INSTANCE, SECOND);
    }

    @Override
    public Receive<SinkCommand> createReceive() {
        return newReceiveBuilder()
                .onMessage(SinkCommand.Deliver.class, this::onDeliver)
                .onMessage(SinkCommand.Tick.class, tick -> onSecondOver())
                .onMessage(SinkCommand.Flush.class, this::onFlush)
                .build();
    }

    private Behavior<SinkCommand> onDeliver(SinkCommand.Deliver delivery) {
        var at = Instant.now().toString();
        for (var result : delivery.results()) {
            events.tell(LiveEvent.result(at, delivery.worker(), SummaryText.of(result), SummaryText.failureOf(result)));
        }
        delivery.replyTo().tell(new SinkCommand.Taken(NAME, delivery.id()));
        return this;
    }

    private Behavior<SinkCommand> onSecondOver() {
        budget.renew().forEach(events::skip);
        return this;
    }

    private Behavior<SinkCommand> onFlush(SinkCommand.Flush flush) {
        onSecondOver();
        flush.replyTo().tell(new SinkCommand.Flushed(NAME));
        return this;
    }
}

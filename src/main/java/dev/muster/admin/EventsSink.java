package dev.muster.admin;

import dev.muster.report.sinks.SinkCommand;
import dev.muster.report.sinks.SinkPlan;
import dev.muster.worker.Result;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.atomic.LongAdder;
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

    /** Characters of a summary: several lines of a page. */
    private static final int SUMMARY = 1000;

    private static final Duration WINDOW = Duration.ofSeconds(1);

    /** One worker's results in the current second. */
    private static final class Window {
        private int shown;
        private long more;
    }

    private final Events events;
    private final TimerScheduler<SinkCommand> timers;
    private final LongAdder hidden;
    private final Map<String, Window> windows = new HashMap<>();

    static SinkPlan plan(Events events) {
        var hidden = new LongAdder();
        var behavior = Behaviors.<SinkCommand>setup(
                context -> Behaviors.withTimers(timers -> new EventsSink(context, timers, events, hidden)));
        var threads = DispatcherSelector.fromConfig(AdminServer.THREADS);
        return new SinkPlan(NAME, false, behavior, threads, hidden::sum, events::wantsResults);
    }

    private EventsSink(
            ActorContext<SinkCommand> context, TimerScheduler<SinkCommand> timers, Events events, LongAdder hidden) {
        super(context);
        this.timers = timers;
        this.events = events;
        this.hidden = hidden;
    }

    @Override
    public Receive<SinkCommand> createReceive() {
        return newReceiveBuilder()
                .onMessage(SinkCommand.Deliver.class, this::onDeliver)
                .onMessage(SinkCommand.Tick.class, tick -> onWindowOver())
                .onMessage(SinkCommand.Flush.class, this::onFlush)
                .build();
    }

    private Behavior<SinkCommand> onDeliver(SinkCommand.Deliver delivery) {
        if (events.wanted(Kind.RESULT, delivery.worker())) show(delivery);
        delivery.replyTo().tell(new SinkCommand.Taken(NAME, delivery.id()));
        return this;
    }

    private void show(SinkCommand.Deliver delivery) {
        if (!timers.isTimerActive(WINDOW)) timers.startSingleTimer(WINDOW, SinkCommand.Tick.INSTANCE, WINDOW);
        var window = windows.computeIfAbsent(delivery.worker(), name -> new Window());
        window.more += delivery.skipped();
        int room = Math.min(delivery.results().size(), RESULTS_PER_SECOND - window.shown);
        var at = Instant.now().toString();
        for (var result : delivery.results().subList(0, room)) events.tell(event(at, delivery.worker(), result));
        window.shown += room;
        window.more += delivery.results().size() - room;
        hidden.add(delivery.results().size() - room);
    }

    /** A result is its author's code: whatever it throws must not end the sink. */
    private static LiveEvent event(String at, String worker, Result result) {
        try {
            var failure = result.failure().map(EventsSink::shortened).orElse(null);
            return LiveEvent.result(at, worker, shortened(result.summary()), failure);
        } catch (RuntimeException | LinkageError | StackOverflowError | AssertionError e) {
            return LiveEvent.result(
                    at, worker, "(its summary failed: " + e.getClass().getSimpleName() + ")", null);
        }
    }

    private static String shortened(String text) {
        if (text.length() <= SUMMARY) return text;
        return text.substring(0, SUMMARY) + String.format("… (%,d characters)", text.length());
    }

    private Behavior<SinkCommand> onWindowOver() {
        windows.forEach((worker, window) -> {
            if (window.more > 0) events.tell(LiveEvent.skipped(worker, window.more));
        });
        windows.clear();
        return this;
    }

    private Behavior<SinkCommand> onFlush(SinkCommand.Flush flush) {
        onWindowOver();
        flush.replyTo().tell(new SinkCommand.Flushed(NAME));
        return this;
    }
}

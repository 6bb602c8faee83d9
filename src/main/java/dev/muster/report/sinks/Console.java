package dev.muster.report.sinks;

import dev.muster.worker.Result;
import java.time.Duration;
import org.apache.pekko.actor.typed.Behavior;
import org.apache.pekko.actor.typed.DispatcherSelector;
import org.apache.pekko.actor.typed.Props;
import org.apache.pekko.actor.typed.javadsl.AbstractBehavior;
import org.apache.pekko.actor.typed.javadsl.ActorContext;
import org.apache.pekko.actor.typed.javadsl.Behaviors;
import org.apache.pekko.actor.typed.javadsl.Receive;
import org.apache.pekko.actor.typed.javadsl.TimerScheduler;

/**
 * Prints results, one line each, as long as a worker keeps within its budget of lines; what exceeds it becomes one line
 * a second ({@code … and 41,233 more}). Lossy: it never holds a worker up.
 */
public final class Console extends AbstractBehavior<SinkCommand> {
    /** Characters of a line: several lines of a terminal. */
    private static final int SUMMARY = 1000;

    private static final Duration SECOND = Duration.ofSeconds(1);

    private final Budget budget;
    private final ConsoleWriter writer;

    /** @param writer shared with whoever else prints results; closed by its owner */
    public static SinkPlan plan(ConsoleSettings settings, ConsoleWriter writer) {
        var budget = new Budget(settings.linesPerSecond(), worker -> true);
        var behavior = Behaviors.<SinkCommand>setup(
                context -> Behaviors.withTimers(timers -> new Console(context, timers, budget, writer)));
        Props control = DispatcherSelector.fromConfig("muster.control");
        return SinkPlan.lossy("console", behavior, control, budget);
    }

    private Console(
            ActorContext<SinkCommand> context,
            TimerScheduler<SinkCommand> timers,
            Budget budget,
            ConsoleWriter writer) {
        super(context);
        this.budget = budget;
        this.writer = writer;
        timers.startTimerWithFixedDelay(SinkCommand.Tick.INSTANCE, SECOND);
    }

    @Override
    public Receive<SinkCommand> createReceive() {
        return newReceiveBuilder()
                .onMessage(SinkCommand.Deliver.class, this::onDeliver)
                .onMessage(SinkCommand.Flush.class, this::onFlush)
                .onMessage(SinkCommand.Tick.class, tick -> onSecondOver())
                .build();
    }

    private Behavior<SinkCommand> onDeliver(SinkCommand.Deliver delivery) {
        for (var result : delivery.results()) print(delivery.worker(), result);
        delivery.replyTo().tell(new SinkCommand.Taken("console", delivery.id()));
        return this;
    }

    private void print(String worker, Result result) {
        if (!writer.offer("[" + worker + "] " + Printable.of(shortened(summary(result))))) budget.skip(worker, 1);
    }

    /** What waits for a slow terminal must stay small, however large the payloads are. */
    private static String shortened(String summary) {
        if (summary.length() <= SUMMARY) return summary;
        return summary.substring(0, SUMMARY) + String.format("… (%,d characters)", summary.length());
    }

    /** A summary is code of the worker's author: whatever it throws must not end the console. */
    private static String summary(Result result) {
        try {
            return result.summary();
        } catch (RuntimeException | LinkageError | StackOverflowError | AssertionError e) {
            return "(its summary failed: " + e + ")";
        }
    }

    private Behavior<SinkCommand> onSecondOver() {
        budget.renew().forEach((worker, more) -> {
            if (!writer.offer(String.format("[%s] … and %,d more", worker, more))) budget.tellLater(worker, more);
        });
        return this;
    }

    private Behavior<SinkCommand> onFlush(SinkCommand.Flush flush) {
        onSecondOver();
        writer.whenWritten(() -> flush.replyTo().tell(new SinkCommand.Flushed("console")));
        return this;
    }
}

package dev.muster.report.sinks;

import dev.muster.worker.Result;
import java.time.Duration;
import java.util.Locale;
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
        if (!writer.offer("[" + worker + "] " + Printable.of(SummaryText.of(result)))) budget.skip(worker, 1);
    }

    private Behavior<SinkCommand> onSecondOver() {
        budget.renew().forEach((worker, more) -> {
            var line = String.format(Locale.ROOT, "[%s] … and %,d more", worker, more);
            if (!writer.offer(line)) budget.tellLater(worker, more);
        });
        return this;
    }

    private Behavior<SinkCommand> onFlush(SinkCommand.Flush flush) {
        onSecondOver();
        writer.whenWritten(() -> flush.replyTo().tell(new SinkCommand.Flushed("console")));
        return this;
    }
}

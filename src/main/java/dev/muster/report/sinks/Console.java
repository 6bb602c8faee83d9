package dev.muster.report.sinks;

import dev.muster.worker.Result;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
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

    private static final Duration WINDOW = Duration.ofSeconds(1);

    /** One worker's lines in the current second. */
    private static final class Window {
        private int lines;
        private long more;
    }

    private final int linesPerSecond;
    private final ConsoleWriter writer;
    private final TimerScheduler<SinkCommand> timers;
    private final Map<String, Window> windows = new LinkedHashMap<>();

    /** @param writer shared with whoever else prints results; closed by its owner */
    public static SinkPlan plan(ConsoleSettings settings, ConsoleWriter writer) {
        var behavior = Behaviors.<SinkCommand>setup(context ->
                Behaviors.withTimers(timers -> new Console(context, timers, settings.linesPerSecond(), writer)));
        Props control = DispatcherSelector.fromConfig("muster.control");
        return new SinkPlan("console", false, behavior, control, writer::hidden);
    }

    private Console(
            ActorContext<SinkCommand> context,
            TimerScheduler<SinkCommand> timers,
            int linesPerSecond,
            ConsoleWriter writer) {
        super(context);
        this.timers = timers;
        this.linesPerSecond = linesPerSecond;
        this.writer = writer;
    }

    @Override
    public Receive<SinkCommand> createReceive() {
        return newReceiveBuilder()
                .onMessage(SinkCommand.Deliver.class, this::onDeliver)
                .onMessage(SinkCommand.Flush.class, this::onFlush)
                .onMessage(SinkCommand.Tick.class, tick -> onWindowOver())
                .build();
    }

    private Behavior<SinkCommand> onDeliver(SinkCommand.Deliver delivery) {
        if (!timers.isTimerActive(WINDOW)) timers.startSingleTimer(WINDOW, SinkCommand.Tick.INSTANCE, WINDOW);
        var window = windows.computeIfAbsent(delivery.worker(), name -> new Window());
        window.more += delivery.skipped();
        for (var result : delivery.results()) {
            if (window.lines < linesPerSecond) print(delivery.worker(), window, result);
            else hide(window);
        }
        delivery.replyTo().tell(new SinkCommand.Taken("console", delivery.id()));
        return this;
    }

    private void print(String worker, Window window, Result result) {
        window.lines++;
        if (!writer.offer("[" + worker + "] " + Printable.of(shortened(summary(result))))) hide(window);
    }

    private void hide(Window window) {
        window.more++;
        writer.hide();
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

    private Behavior<SinkCommand> onWindowOver() {
        windows.forEach((worker, window) -> {
            if (window.more > 0) writer.offer(String.format("[%s] … and %,d more", worker, window.more));
        });
        windows.clear();
        return this;
    }

    private Behavior<SinkCommand> onFlush(SinkCommand.Flush flush) {
        onWindowOver();
        writer.whenWritten(() -> flush.replyTo().tell(new SinkCommand.Flushed("console")));
        return this;
    }
}

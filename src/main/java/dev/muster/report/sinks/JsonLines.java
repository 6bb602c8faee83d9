package dev.muster.report.sinks;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.LinkedHashSet;
import java.util.Set;
import org.apache.pekko.actor.typed.Behavior;
import org.apache.pekko.actor.typed.DispatcherSelector;
import org.apache.pekko.actor.typed.PostStop;
import org.apache.pekko.actor.typed.PreRestart;
import org.apache.pekko.actor.typed.javadsl.AbstractBehavior;
import org.apache.pekko.actor.typed.javadsl.ActorContext;
import org.apache.pekko.actor.typed.javadsl.Behaviors;
import org.apache.pekko.actor.typed.javadsl.Receive;
import org.apache.pekko.actor.typed.javadsl.TimerScheduler;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Appends each result to a file as one JSON object a line. Lossless: what cannot be written (disk full) is tried again
 * each second, and the workers wait. A last line that an earlier process has left torn is ended first.
 */
public final class JsonLines extends AbstractBehavior<SinkCommand> {
    private static final Logger LOG = LoggerFactory.getLogger(JsonLines.class);
    private static final Duration RETRY = Duration.ofSeconds(1);
    private static final String NAME = "jsonl";

    /** More deliveries than can be without an answer: two of each worker. */
    private static final int SEEN_KEPT = 10_000;

    private final Path path;
    private final JsonLine lines = new JsonLine(Clock.systemUTC());
    private final TimerScheduler<SinkCommand> timers;
    private final Deque<SinkCommand.Deliver> waiting = new ArrayDeque<>();
    private FileChannel file;
    private ByteBuffer unwritten;
    private boolean failing;
    private final Set<Long> seen = new LinkedHashSet<>();

    public static SinkPlan plan(JsonLinesSettings settings) {
        var behavior = Behaviors.<SinkCommand>setup(
                context -> Behaviors.withTimers(timers -> new JsonLines(context, timers, settings.path())));
        return SinkPlan.lossless(NAME, behavior, DispatcherSelector.blocking());
    }

    private JsonLines(ActorContext<SinkCommand> context, TimerScheduler<SinkCommand> timers, Path path) {
        super(context);
        this.timers = timers;
        this.path = path;
    }

    @Override
    public Receive<SinkCommand> createReceive() {
        return newReceiveBuilder()
                .onMessage(SinkCommand.Deliver.class, this::onDeliver)
                .onMessage(SinkCommand.Tick.class, tick -> onRetry())
                .onMessage(SinkCommand.Flush.class, this::onFlush)
                .onSignal(PreRestart.class, signal -> onRelease())
                .onSignal(PostStop.class, signal -> onRelease())
                .build();
    }

    private Behavior<SinkCommand> onDeliver(SinkCommand.Deliver delivery) {
        // After a restart the reporter gives again what it has no answer to, some of which waits in the mailbox too.
        if (!seen.add(delivery.id())) return this;
        if (seen.size() > SEEN_KEPT) seen.remove(seen.iterator().next());
        waiting.add(delivery);
        return failing ? this : onRetry();
    }

    private Behavior<SinkCommand> onRetry() {
        try {
            while (!waiting.isEmpty()) {
                write(waiting.peek());
                var written = waiting.remove();
                unwritten = null;
                written.replyTo().tell(new SinkCommand.Taken(NAME, written.id()));
            }
            if (failing) LOG.info("{} can be written again", path);
            failing = false;
        } catch (IOException e) {
            if (!failing) LOG.error("{} cannot be written ({}): workers wait, trying each second", path, e.toString());
            failing = true;
            timers.startSingleTimer(RETRY, SinkCommand.Tick.INSTANCE, RETRY);
        }
        return this;
    }

    private void write(SinkCommand.Deliver delivery) throws IOException {
        if (file == null) file = open();
        if (unwritten == null) unwritten = ByteBuffer.wrap(lines.encode(delivery));
        while (unwritten.hasRemaining()) file.write(unwritten);
    }

    private FileChannel open() throws IOException {
        boolean torn = isTorn();
        var opened =
                FileChannel.open(path, StandardOpenOption.CREATE, StandardOpenOption.WRITE, StandardOpenOption.APPEND);
        try {
            if (torn) endLine(opened);
            return opened;
        } catch (IOException e) {
            opened.close();
            throw e;
        }
    }

    /** What is no file, such as a pipe, is not looked at: reading would take from it, or wait. */
    private boolean isTorn() throws IOException {
        if (!Files.isRegularFile(path) || !Files.isReadable(path)) return false;
        try (var written = FileChannel.open(path, StandardOpenOption.READ)) {
            var last = ByteBuffer.allocate(1);
            return written.size() > 0 && written.read(last, written.size() - 1) == 1 && last.get(0) != '\n';
        }
    }

    /** Otherwise the first result would go on where a killed process stopped, and neither could be read. */
    private void endLine(FileChannel opened) throws IOException {
        opened.write(ByteBuffer.wrap(new byte[] {'\n'}));
        LOG.warn("the last line of {} was torn by a crash or a full disk; it stays, as a line of its own", path);
    }

    private Behavior<SinkCommand> onFlush(SinkCommand.Flush flush) {
        // A pipe or a terminal cannot be forced, and would refuse it.
        if (file != null && !failing && Files.isRegularFile(path)) force();
        flush.replyTo().tell(new SinkCommand.Flushed(NAME));
        return this;
    }

    /** Always answered, since the end of the process waits for it. */
    private void force() {
        try {
            file.force(false);
        } catch (IOException e) {
            LOG.error("the latest lines of {} may not be on the disk ({})", path, e.toString());
        }
    }

    private Behavior<SinkCommand> onRelease() throws IOException {
        if (file != null) file.close();
        file = null;
        return this;
    }
}

package dev.muster.cli.progress;

import dev.muster.cli.log.Logs;
import dev.muster.cli.terminal.Terminal;
import dev.muster.cli.terminal.TerminalSize;
import dev.muster.guardian.WorkerSettings;
import dev.muster.report.Roster;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/**
 * Tells a person at a terminal how far the workers are, on a line below all that the process writes. Draws on a thread of its
 * own, four times a second at most, besides the drawing over after each output.
 */
public final class Progress implements AutoCloseable {
    private static final long PERIOD_MILLIS = 250;

    /** Null if nothing is shown. */
    private final ProgressLine line;

    private final OutputStream results;
    private volatile ScheduledExecutorService timer;

    private Progress(ProgressLine line, OutputStream results) {
        this.line = line;
        this.results = results;
    }

    /** Shows nothing, and leaves the process's streams alone. */
    public static Progress none() {
        return new Progress(null, new FileOutputStream(FileDescriptor.out));
    }

    /**
     * Shows it if a person looks at standard error. All that the process writes to this terminal then goes through it,
     * {@link System#out} and {@link System#err} included, since workers of others may use them.
     */
    public static Progress onTerminal() {
        if (Logs.isJson() || !Terminal.isErr()) return none();
        var line = new ProgressLine(new FileOutputStream(FileDescriptor.err));
        System.setErr(printing(line.over(new FileOutputStream(FileDescriptor.err))));
        OutputStream out = new FileOutputStream(FileDescriptor.out);
        if (!Terminal.isOut()) return new Progress(line, out);
        System.setOut(printing(line.over(out)));
        return new Progress(line, line.over(out));
    }

    private static PrintStream printing(OutputStream out) {
        return new PrintStream(out, true, StandardCharsets.UTF_8);
    }

    /** Where results are to be printed. */
    public OutputStream results() {
        return results;
    }

    /** Shows it from now on. */
    public void show(List<WorkerSettings> workers, Supplier<Roster> roster) {
        if (line == null) return;
        timer = Executors.newSingleThreadScheduledExecutor(task -> {
            var thread = new Thread(task, "muster-progress");
            thread.setDaemon(true);
            return thread;
        });
        var size = TerminalSize.watched();
        var text = new ProgressText(workers);
        timer.scheduleWithFixedDelay(
                () -> line.show(text.of(roster.get(), size.columns())), 0, PERIOD_MILLIS, TimeUnit.MILLISECONDS);
    }

    /** Erases the line; from then on all is written as if there had been none. */
    @Override
    public void close() {
        if (timer != null) timer.shutdownNow();
        if (line != null) line.close();
    }
}

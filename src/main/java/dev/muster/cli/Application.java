package dev.muster.cli;

import dev.muster.admin.AdminServer;
import dev.muster.admin.AdminUnavailable;
import dev.muster.admin.Binding;
import dev.muster.admin.Events;
import dev.muster.cli.log.LogLevels;
import dev.muster.cli.log.Logs;
import dev.muster.cli.progress.Progress;
import dev.muster.cli.terminal.ExitCode;
import dev.muster.cli.terminal.Terminal;
import dev.muster.guardian.MusterSystem;
import dev.muster.jmx.Beans;
import dev.muster.report.Roster;
import dev.muster.report.sinks.Console;
import dev.muster.report.sinks.ConsoleWriter;
import dev.muster.report.sinks.JsonLines;
import dev.muster.report.sinks.SinkPlan;
import dev.muster.report.sinks.SinksSettings;
import dev.muster.settings.MusterSettings;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletionException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The process that runs the workers until they end, or until a signal comes. */
final class Application {
    private static final Logger LOG = LoggerFactory.getLogger(Application.class);

    private final MusterSettings settings;
    private final Path summary;
    private final Progress progress;
    private volatile boolean summaryLost;

    /**
     * Of these settings.
     *
     * @param summary where the books are written at the end, as JSON; null for nowhere
     * @param progress closed at the end
     */
    Application(MusterSettings settings, Path summary, Progress progress) {
        this.settings = settings;
        this.summary = summary;
        this.progress = progress;
    }

    /**
     * Runs the workers. Draining, the closing account and the summary come with the end of the JVM, whoever ends it; a
     * summary before that, since the exit code says whether it was written.
     *
     * @return the exit code
     * @throws AdminUnavailable if the admin server cannot listen
     */
    int run() throws AdminUnavailable {
        settings.warnings().forEach(warning -> LOG.warn("{}", warning));
        // Nothing is begun that a taken port would have to undo.
        if (settings.admin().enabled()) binding().probe();
        var sinks = sinks(settings.sinks());
        var events = new Events();
        if (settings.admin().enabled()) sinks.add(events.sink());
        var muster = MusterSystem.start(settings.guardian(), sinks, settings.pekko(), this::close);
        var controls = muster.controls();
        var levels = new LogLevels(controls.workers());
        Beans.open(ManagementFactory.getPlatformMBeanServer(), controls, levels);
        Signals.install();
        progress.show(settings.guardian().workers(), controls::roster);
        if (settings.admin().enabled()) serve(muster, levels, events);
        var crashed = muster.terminated().thenApply(done -> ExitCode.CRASH);
        int code = muster.ended()
                .thenApply(ExitCode::of)
                .applyToEither(crashed, ended -> ended)
                .toCompletableFuture()
                .join();
        if (summary != null)
            muster.shutdown().handle((done, late) -> done).toCompletableFuture().join();
        return summaryLost ? ExitCode.CRASH : code;
    }

    private Binding binding() {
        var admin = settings.admin();
        return new Binding(admin.host(), admin.port(), admin.token(), admin.allowedHosts());
    }

    private void serve(MusterSystem muster, LogLevels levels, Events events) throws AdminUnavailable {
        try {
            AdminServer.start(muster.actors(), muster.controls(), levels, events, binding())
                    .toCompletableFuture()
                    .join();
        } catch (CompletionException e) {
            if (e.getCause() instanceof AdminUnavailable unavailable) throw unavailable;
            throw e;
        }
    }

    private List<SinkPlan> sinks(SinksSettings settings) {
        var sinks = new ArrayList<SinkPlan>();
        if (settings.console().enabled()) {
            sinks.add(Console.plan(settings.console(), new ConsoleWriter(progress.results())));
        }
        if (settings.jsonl().enabled()) sinks.add(JsonLines.plan(settings.jsonl()));
        return sinks;
    }

    private void close(Roster roster) {
        progress.close();
        try {
            if (summary != null) Summary.write(roster, summary);
        } catch (IOException e) {
            summaryLost = true;
            LOG.error("the summary cannot be written to {}: {}", summary, e.toString());
        }
        // Who reads JSON is to stumble over no table.
        if (Logs.isJson()) ClosingAccount.log(roster);
        Logs.flush();
        if (Logs.isJson()) return;
        Terminal.err().print(ClosingAccount.of(roster));
        Terminal.err().flush();
    }
}

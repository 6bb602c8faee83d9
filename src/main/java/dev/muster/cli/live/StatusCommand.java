package dev.muster.cli.live;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.muster.cli.terminal.ExitCode;
import dev.muster.cli.terminal.Screen;
import dev.muster.cli.terminal.Terminal;
import dev.muster.cli.terminal.TerminalSize;
import dev.muster.cli.terminal.Version;
import dev.muster.report.sinks.Printable;
import java.time.Instant;
import java.time.LocalTime;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;

/** Shows how the workers of a running Muster are. */
@Command(
        name = "status",
        description = "Shows how the workers of a running Muster are.",
        mixinStandardHelpOptions = true,
        versionProvider = Version.class)
public final class StatusCommand extends LiveCommand {

    /** Lines of the screen that the table cannot have: otherwise it would scroll. */
    private static final int HEAD_AND_CURSOR = 3;

    @Parameters(arity = "0..1", paramLabel = "NAME", description = "only this worker")
    private String name;

    @Option(
            names = {"-w", "--watch"},
            description = "shows it again and again: in place on a terminal, else one below the other")
    private boolean watch;

    @Option(
            names = "--interval",
            paramLabel = "SECONDS",
            defaultValue = "1",
            description = "how often, with --watch (default: ${DEFAULT-VALUE})")
    private double interval;

    @Option(names = "--json", description = "prints what Muster answers, as one line of JSON")
    private boolean json;

    @Override
    int answer(AdminClient client) throws LiveFailure {
        if (name != null) named(name);
        if (!(interval >= 0.1 && interval <= 3600)) {
            throw new ParameterException(spec().commandLine(), "--interval must be 0.1 to 3600 seconds");
        }
        if (!watch) {
            print(roster(client));
            return ExitCode.FINE;
        }
        return !json && Terminal.isOut() ? redraw(client) : repeat(client);
    }

    private JsonNode roster(AdminClient client) throws LiveFailure {
        if (name == null || json) return name == null ? client.roster() : client.get("/workers/" + name);
        var roster = JsonNodeFactory.instance.objectNode();
        roster.putArray("workers").add(client.get("/workers/" + name));
        return roster;
    }

    private void print(JsonNode roster) {
        if (json) out().println(Printable.of(roster.toString()));
        else new StatusTable(Instant.now()).of(roster).forEach(out()::println);
        out().flush();
    }

    /** Until nobody reads any more, or there is nothing to be read. */
    private int repeat(AdminClient client) throws LiveFailure {
        while (!out().checkError()) {
            print(roster(client));
            if (!pause()) break;
            if (!json) out().println();
        }
        return ExitCode.FINE;
    }

    /** Until a signal comes; a Muster that is gone may come back. */
    private int redraw(AdminClient client) throws LiveFailure {
        var size = TerminalSize.watched();
        var lines = table(roster(client), size);
        out().print(Screen.cleared());
        for (var gone = ""; !out().checkError(); ) {
            out().print(Screen.of(head(client, gone), lines));
            out().flush();
            if (!pause()) break;
            try {
                lines = table(roster(client), size);
                gone = "";
            } catch (LiveFailure e) {
                if (gone.isEmpty()) gone = "gone since " + time() + ": " + e.getMessage();
            }
        }
        return ExitCode.FINE;
    }

    private static List<String> table(JsonNode roster, TerminalSize size) {
        return new StatusTable(Instant.now()).of(roster, size.rows() - HEAD_AND_CURSOR, size.columns());
    }

    private static List<String> head(AdminClient client, String gone) {
        return List.of(client.url() + "  " + time() + "  (Ctrl-C ends this)", gone);
    }

    private static LocalTime time() {
        return LocalTime.now().truncatedTo(ChronoUnit.SECONDS);
    }

    /** @return false if it was broken off */
    private boolean pause() {
        try {
            return !new CountDownLatch(1).await((long) (interval * 1000), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }
}

package dev.muster.cli.live;

import dev.muster.cli.terminal.ExitCode;
import dev.muster.cli.terminal.Version;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;

/** Shows what the workers of a running Muster do, while they do it. */
@Command(
        name = "tail",
        description = "Shows changes of state and results of a running Muster as they come, until Ctrl-C.",
        mixinStandardHelpOptions = true,
        versionProvider = Version.class)
public final class TailCommand extends LiveCommand {
    /** Between two tries to find it again. */
    private static final long RETRY_MILLIS = 500;

    /** A day, in seconds. */
    private static final long LONGEST_WAIT = 86_400;

    @Parameters(arity = "0..*", paramLabel = "NAME", description = "only these workers")
    private List<String> names = List.of();

    @Option(
            names = "--kind",
            paramLabel = "KIND",
            split = ",",
            description = "only these events: state, result (default: both)")
    private List<Kind> kinds = List.of();

    @Option(names = "--json", description = "prints each event as one JSON object")
    private boolean json;

    @Option(
            names = "--wait",
            paramLabel = "SECONDS",
            defaultValue = "10",
            description = "how long to wait for a Muster that is gone to come back (default: ${DEFAULT-VALUE})")
    private long wait;

    /** What can be watched. */
    enum Kind {
        state,
        result
    }

    private String last = "";

    @Override
    int answer(AdminClient client) throws LiveFailure {
        if (wait < 0 || wait > LONGEST_WAIT) {
            throw new ParameterException(spec().commandLine(), "--wait must be 0 to " + LONGEST_WAIT + " seconds");
        }
        for (var name : names) client.get("/workers/" + named(name));
        try {
            show(new EventReader(client.events(path(), last)));
            while (!out().checkError()) show(again(client));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        return ExitCode.FINE;
    }

    private String path() {
        var filters = new ArrayList<String>();
        if (!names.isEmpty()) filters.add("worker=" + String.join(",", names));
        if (!kinds.isEmpty())
            filters.add(
                    "kind=" + String.join(",", kinds.stream().map(Kind::name).toList()));
        return "/events" + (filters.isEmpty() ? "" : "?" + String.join("&", filters));
    }

    /** Until there is nothing to be shown, or nobody to look at it. */
    private void show(EventReader events) throws InterruptedException {
        try (events) {
            for (var event = events.next(); event.isPresent(); event = events.next()) {
                if (!event.get().id().isEmpty()) last = event.get().id();
                out().println(json ? EventLine.json(event.get()) : EventLine.text(event.get(), ZoneId.systemDefault()));
                if (out().checkError()) return;
            }
        }
    }

    private EventReader again(AdminClient client) throws LiveFailure, InterruptedException {
        err().println("Muster at " + client.url() + " is gone; waiting for it to come back");
        long until = System.nanoTime() + TimeUnit.SECONDS.toNanos(wait);
        while (true) {
            try {
                var events = new EventReader(client.events(path(), last));
                err().println("Muster at " + client.url() + " is back");
                return events;
            } catch (LiveFailure e) {
                // Whoever is starting or ending does not answer properly yet.
                if (System.nanoTime() - until >= 0) throw LiveFailure.unreachable(gone(client));
            }
            new CountDownLatch(1).await(RETRY_MILLIS, TimeUnit.MILLISECONDS);
        }
    }

    private String gone(AdminClient client) {
        return "Muster at " + client.url() + " did not come back within " + wait + " s";
    }
}

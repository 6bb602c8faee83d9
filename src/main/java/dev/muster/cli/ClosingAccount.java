package dev.muster.cli;

import dev.muster.report.Account;
import dev.muster.report.Roster;
import dev.muster.report.sinks.SinkAccount;
import java.util.Locale;
import java.util.stream.Collectors;
import org.slf4j.LoggerFactory;

/** The books at the end, as text for people. */
final class ClosingAccount {
    private static final String ROW = "s  %-11s %,13d %,13d %,10d %,8d %,9d %,13.1f%s%n";
    private static final String HEAD = "s  %-11s %13s %13s %10s %8s %9s %13s%n";

    private ClosingAccount() {}

    static String of(Roster roster) {
        int width =
                roster.workers().stream().mapToInt(w -> w.name().length()).max().orElse(0);
        width = Math.max(width, "worker".length());
        var text = new StringBuilder(String.format(
                Locale.ROOT,
                "%-" + width + HEAD,
                "worker",
                "state",
                "emitted",
                "delivered",
                "dropped",
                "errors",
                "restarts",
                "per second"));
        for (var worker : roster.workers()) text.append(row("%-" + width + ROW, worker));
        for (var sink : roster.sinks()) text.append(row(sink));
        return text.toString();
    }

    /** One line in the log for each worker, with all that {@code --summary} has. */
    static void log(Roster roster) {
        for (var worker : roster.workers()) {
            var line = LoggerFactory.getLogger(ClosingAccount.class).atInfo().addKeyValue("worker", worker.name());
            for (var figure : Summary.of(worker).entrySet()) {
                line = line.addKeyValue(figure.getKey(), figure.getValue());
            }
            line.log("the account of {}: {}{}", worker.name(), worker.state(), remarks(worker, worker.account()));
        }
    }

    private static String row(String format, Roster.Entry worker) {
        var account = worker.account();
        return String.format(
                Locale.ROOT,
                format,
                worker.name(),
                worker.state(),
                account.emitted(),
                account.delivered(),
                account.droppedInAll(),
                account.errors(),
                worker.restarts(),
                account.resultsPerSecond(),
                remarks(worker, account));
    }

    private static String remarks(Roster.Entry worker, Account account) {
        var dropped = account.dropped().entrySet().stream()
                .filter(d -> d.getValue() > 0)
                .map(d -> String.format(Locale.ROOT, "  dropped %,d %s", d.getValue(), d.getKey()))
                .collect(Collectors.joining());
        var inFlight = account.inFlight() == 0 ? "" : "  IN FLIGHT " + account.inFlight();
        var failure = worker.lastFailure() == null ? "" : "  last failure: " + worker.lastFailure();
        var ticks = worker.skippedTicks() == 0 ? "" : "  skipped " + counted(worker.skippedTicks(), "tick");
        return dropped + inFlight + ticks + failure;
    }

    private static String row(SinkAccount sink) {
        return sink.skipped() == 0
                ? ""
                : String.format("%s did not show %s%n", sink.name(), counted(sink.skipped(), "result"));
    }

    private static String counted(long count, String noun) {
        return String.format(Locale.ROOT, count == 1 ? "%,d %s" : "%,d %ss", count, noun);
    }
}

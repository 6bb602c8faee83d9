package dev.muster.cli;

import dev.muster.guardian.WorkerSettings;
import dev.muster.report.sinks.Printable;
import dev.muster.settings.TimedCall;
import dev.muster.worker.Dependency;
import java.io.PrintWriter;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeoutException;

/** Tries all that the workers depend on, all at once. */
final class DependencyCheck {
    /** Longer than any client's own timeouts for connecting, which say better what is wrong. */
    private static final Duration TIMEOUT = Duration.ofSeconds(10);

    private record Try(String worker, String name, TimedCall<String> call) {}

    private final List<WorkerSettings> workers;

    /** @param workers with jobs */
    DependencyCheck(List<WorkerSettings> workers) {
        this.workers = workers;
    }

    /** Prints a line each, in the order of the workers. @return whether all were reached */
    boolean report(PrintWriter out) {
        var lists = workers.stream()
                .map(worker -> TimedCall.begin("depends " + worker.name(), TIMEOUT, () -> begin(worker)))
                .toList();
        boolean reached = true;
        for (int i = 0; i < workers.size(); i++) {
            var name = workers.get(i).name();
            try {
                var tries = lists.get(i).result();
                if (tries.isEmpty()) out.println(name + ": tells of nothing that it depends on");
                for (var it : tries) reached &= report(it, out);
            } catch (ExecutionException | TimeoutException | InterruptedException e) {
                out.println(Printable.of(name + ": cannot tell what it depends on: " + why(e)));
                reached = false;
            }
        }
        return reached;
    }

    private static List<Try> begin(WorkerSettings worker) {
        var tries = new ArrayList<Try>();
        for (Dependency it : worker.job().dependencies()) {
            tries.add(new Try(
                    worker.name(), it.name(), TimedCall.begin("connect " + worker.name(), TIMEOUT, it::connect)));
        }
        return tries;
    }

    private static boolean report(Try it, PrintWriter out) {
        var where = it.worker + ": " + it.name + ": ";
        try {
            var found = it.call.result();
            out.println(Printable.of(where + "ok after " + it.call.millis() + " ms (" + found + ")"));
            return true;
        } catch (ExecutionException e) {
            out.println(Printable.of(where + "failed after " + it.call.millis() + " ms: " + why(e)));
        } catch (TimeoutException | InterruptedException e) {
            out.println(Printable.of(where + "failed: " + why(e)));
        }
        return false;
    }

    private static String why(Exception e) {
        if (e instanceof TimeoutException) return "no answer within " + TIMEOUT.toSeconds() + " s";
        if (e instanceof InterruptedException) return "interrupted";
        var cause = e.getCause();
        if (cause.getMessage() == null) return cause.getClass().getSimpleName();
        return cause.getMessage().lines().findFirst().orElse("");
    }
}

package dev.muster.cli.progress;

import dev.muster.cli.terminal.Lapse;
import dev.muster.guardian.WorkerSettings;
import dev.muster.report.Rates;
import dev.muster.report.Roster;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * How far the workers are that may come to an end, on one line: {@code [files] 3 of 5, 1.0/s, 2 s left}. Those whose end is
 * known come first. Used by one thread.
 */
final class ProgressText {
    /** In a second: below, what was done in the last one says little of the next. */
    private static final int MANY = 10;

    private final Map<String, Goal> goals = new HashMap<>();

    ProgressText(List<WorkerSettings> workers) {
        for (var worker : workers) {
            if (Goal.isFinite(worker)) goals.put(worker.name(), Goal.of(worker));
        }
    }

    /**
     * Empty if there is nothing to wait for.
     *
     * @param columns of the terminal; the last one stays free, so that no terminal begins another line
     */
    String of(Roster roster, int columns) {
        var known = new ArrayList<String>();
        var unknown = new ArrayList<String>();
        for (var worker : roster.workers()) {
            var goal = goals.get(worker.name());
            if (goal == null) continue;
            goal.see(worker);
            if (!goal.isOver()) (goal.total().isPresent() ? known : unknown).add(text(worker, goal));
        }
        known.addAll(unknown);
        return cut(String.join("  ", known), columns - 1);
    }

    private static String cut(String line, int width) {
        if (line.length() <= width) return line;
        return width < 1 ? "" : line.substring(0, width - 1) + "…";
    }

    private static String text(Roster.Entry worker, Goal goal) {
        var text = new StringBuilder(String.format(Locale.ROOT, "[%s] %,d", worker.name(), goal.done()));
        goal.total().ifPresent(total -> text.append(String.format(Locale.ROOT, " of %,d", total)));
        var pace = pace(worker, goal);
        return pace.isEmpty() ? text.toString() : text.append(", ").append(pace).toString();
    }

    private static String pace(Roster.Entry worker, Goal goal) {
        if (worker.stuck() != null) return "stuck";
        return switch (worker.state()) {
            case RUNNING -> pace(rate(worker.account().rates()), goal);
            default -> worker.state().name().toLowerCase(Locale.ROOT).replace('_', ' ');
        };
    }

    /** Nothing before there is a rate. */
    private static String pace(double rate, Goal goal) {
        if (rate <= 0) return "";
        var text = String.format(Locale.ROOT, rate < 100 ? "%.1f/s" : "%,.0f/s", rate);
        if (goal.total().isEmpty()) return text;
        return text + ", " + left((goal.total().getAsLong() - goal.done()) / rate) + " left";
    }

    private static double rate(Rates rates) {
        return rates.over1s() >= MANY ? rates.over1s() : Math.min(rates.over60s(), MANY);
    }

    /** Whole seconds: it is a guess. */
    private static String left(double seconds) {
        long whole = (long) Math.ceil(seconds);
        return whole < 10 ? whole + " s" : Lapse.of(Duration.ofSeconds(whole));
    }
}

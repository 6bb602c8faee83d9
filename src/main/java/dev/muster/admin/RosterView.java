package dev.muster.admin;

import dev.muster.report.Account;
import dev.muster.report.Roster;
import dev.muster.report.StuckCall;
import dev.muster.report.sinks.SinkAccount;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;

/** The roster as JSON shows it: kebab-case keys that are always there, null where there is nothing to say. */
final class RosterView {
    private RosterView() {}

    static Map<String, Object> of(Roster roster) {
        var view = new LinkedHashMap<String, Object>();
        view.put("at", text(roster.at()));
        view.put("draining", roster.draining());
        view.put("workers", roster.workers().stream().map(RosterView::of).toList());
        view.put("sinks", roster.sinks().stream().map(RosterView::of).toList());
        return view;
    }

    static Map<String, Object> of(Roster.Entry worker) {
        var view = new LinkedHashMap<String, Object>();
        view.put("name", worker.name());
        view.put("type", worker.type());
        view.put("state", worker.state().name());
        view.put("critical", worker.critical());
        view.put("degraded", worker.degraded());
        view.put("message", worker.message());
        view.put("stuck-since", text(worker.stuck()));
        view.put("stuck-calls", worker.stuckCalls().stream().map(RosterView::of).toList());
        view.put("left-behind", worker.leftBehind());
        view.put("since", text(worker.since()));
        view.put("attempt", worker.attempt());
        view.put("next-attempt-at", text(worker.nextAttemptAt()));
        view.put("last-failure", worker.lastFailure());
        view.put("incarnation", worker.incarnation());
        view.put("restarts", worker.restarts());
        view.put("skipped-ticks", worker.skippedTicks());
        view.put("account", of(worker.account()));
        return view;
    }

    private static Map<String, Object> of(StuckCall call) {
        var view = new LinkedHashMap<String, Object>();
        view.put("incarnation", call.incarnation());
        view.put("thread", call.thread());
        view.put("since", text(call.since()));
        view.put("stack", call.stack());
        return view;
    }

    private static Map<String, Object> of(Account account) {
        var view = new LinkedHashMap<String, Object>();
        view.put("emitted", account.emitted());
        view.put("delivered", account.delivered());
        view.put("dropped", account.dropped());
        view.put("in-flight", account.inFlight());
        view.put("queue-depth", account.queueDepth());
        view.put("errors", account.errors());
        view.put("first-result-at", text(account.firstResultAt()));
        view.put("last-result-at", text(account.lastResultAt()));
        view.put("results-per-second", account.resultsPerSecond());
        view.put("results-per-second-over-1s", account.rates().over1s());
        view.put("results-per-second-over-60s", account.rates().over60s());
        view.put("latency-p50-ms", millis(account.latency().p50()));
        view.put("latency-p99-ms", millis(account.latency().p99()));
        view.put("latency-max-ms", millis(account.latency().max()));
        view.put("notes", account.notes());
        return view;
    }

    private static Map<String, Object> of(SinkAccount sink) {
        var view = new LinkedHashMap<String, Object>();
        view.put("name", sink.name());
        view.put("lossless", sink.lossless());
        view.put("taken", sink.taken());
        view.put("skipped", sink.skipped());
        return view;
    }

    private static double millis(Duration time) {
        return time.toNanos() / 1e6;
    }

    static String text(Instant at) {
        return at == null ? null : at.toString();
    }
}

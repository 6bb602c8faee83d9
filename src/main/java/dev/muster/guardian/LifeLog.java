package dev.muster.guardian;

import dev.muster.report.Moment;
import dev.muster.report.WorkerState;
import java.time.Duration;
import java.util.Locale;
import org.slf4j.Logger;

/**
 * What the log says of one worker's life: a line for each change that matters to people. However fast a worker fails and
 * comes back, that is one line a second at most. After a line that stands for more than ten changes it is one in ten seconds,
 * unless a failure has another cause than the last one told. What is left out is counted in the next line. Used by the
 * guardian only.
 */
final class LifeLog {
    /** Fast enough for people to see a cause, and slow enough to read. */
    private static final Duration PAUSE = Duration.ofSeconds(1);

    private static final Duration LONG_PAUSE = Duration.ofSeconds(10);

    /** Changes within one pause from which on it is a storm: more than any sensible backoff makes. */
    private static final int STORM = 10;

    /** A change that has not been told yet, with what the life was then. */
    private record Held(Effect.Log line, WorkerState state, String cause, int attempt, Moment nextAt, Moment at) {
        static Held of(Effect.Log line, Life life) {
            var cause = line.repeats() && life.state == WorkerState.BACKING_OFF ? life.lastFailure : null;
            return new Held(line, life.state, cause, life.attempt, life.nextAt, life.now);
        }

        boolean isFailure() {
            return cause != null;
        }
    }

    private final Logger log;
    private final Traces traces;
    private Held held;
    private Throwable trace;
    private int changes;
    private int failures;
    private Moment toldAt;
    private boolean stormy;
    private String toldCause;
    /** Of the last failure since something was told; null if there was none. */
    private String leftOutCause;

    LifeLog(Logger log) {
        this.log = log;
        this.traces = new Traces(log);
    }

    /** Takes one transition, told or not. */
    void changed(Event event, Life before, Life after, Iterable<Effect> effects) {
        if (event instanceof Event.Failed failed && trace == null) trace = traces.worthShowing(failed.failure());
        boolean told = false;
        for (var effect : effects) {
            if (!(effect instanceof Effect.Log line)) continue;
            told = true;
            take(Held.of(line, after));
        }
        if (!told && before.state != after.state) moved(before.state, after);
    }

    /** What somebody told the worker, and what came of it. */
    void ordered(Event.Told told, Answer answer) {
        log.atInfo()
                .addKeyValue("verb", told.verb())
                .addKeyValue("origin", told.origin())
                .addKeyValue("done", answer.done())
                .log("{} by {}: {}", told.verb(), told.origin(), answer.text());
    }

    /** The small steps, such as from one run to the next, are for those who ask for them. */
    private void moved(WorkerState from, Life life) {
        if (life.state == WorkerState.PAUSED)
            log.atInfo().addKeyValue("state", life.state).log("paused");
        else log.debug("{} → {}", word(from), word(life.state));
    }

    private static String word(WorkerState state) {
        return state.name().toLowerCase(Locale.ROOT).replace('_', ' ');
    }

    private void take(Held change) {
        held = change;
        changes++;
        if (change.isFailure()) {
            failures++;
            leftOutCause = change.cause;
        }
        if (!change.line.repeats() || isDue(change.at)) tell(change.at);
    }

    /** To be called about once a second: tells what was held back if nothing came after it, or if it is time. */
    void look(Moment now) {
        if (held == null || now.since(toldAt).compareTo(PAUSE) < 0) return;
        if (isDue(now) || now.since(held.at).compareTo(PAUSE) >= 0) tell(now);
    }

    private boolean isDue(Moment now) {
        if (toldAt == null) return true;
        boolean known = held.cause == null || held.cause.equals(toldCause);
        return now.since(toldAt).compareTo(known && stormy ? LONG_PAUSE : PAUSE) >= 0;
    }

    private void tell(Moment now) {
        var line = log.atLevel(held.line.level()).addKeyValue("state", held.state);
        if (held.attempt > 0) line = line.addKeyValue("attempt", held.attempt);
        if (held.isFailure()) line = line.addKeyValue("cause", held.cause);
        if (held.nextAt != null) line = line.addKeyValue("next-attempt-at", held.nextAt.seenFrom(now));
        if (changes > 1) line = line.addKeyValue("left-out", changes - 1);
        line.setCause(trace).log(text(now));
        if (failures > 0) toldCause = leftOutCause;
        leftOutCause = null;
        toldAt = now;
        stormy = changes > STORM;
        trace = null;
        held = null;
        changes = 0;
        failures = 0;
    }

    private String text(Moment now) {
        var text = held.isFailure() ? failed(now) : held.line.text();
        if (changes == 1) return text;
        var time = Readable.of(now.since(toldAt));
        if (held.isFailure() && failures == changes) {
            return String.format("%s (failed %s more in the last %s)", text, times(changes - 1), time);
        }
        var changed = String.format("%s (changed %s more in the last %s", text, times(changes - 1), time);
        return held.isFailure() || leftOutCause == null ? changed + ")" : changed + ": " + leftOutCause + ")";
    }

    private static String times(int count) {
        return count == 1 ? "once" : String.format(Locale.ROOT, "%,d times", count);
    }

    /** The time to the next attempt as it is when people read it. */
    private String failed(Moment now) {
        var wait = held.nextAt.since(now);
        var next = wait.isNegative() ? "trying again" : "next in " + Readable.of(wait);
        return String.format(Locale.ROOT, "failed (%s), attempt %d, %s", held.cause, held.attempt, next);
    }
}

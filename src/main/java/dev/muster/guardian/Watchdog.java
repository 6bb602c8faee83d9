package dev.muster.guardian;

import dev.muster.report.Moment;
import dev.muster.report.StuckCall;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;

/** Looks for calls of one worker's code that do not come back, those of its former incarnations included. */
final class Watchdog {
    private final Duration after;
    private final Queue<Places> incarnations = new ConcurrentLinkedQueue<>();
    private List<StuckCall> stuck = List.of();
    private boolean current;

    /** @param after how long a call may take */
    Watchdog(Duration after) {
        this.after = after;
    }

    /** May be called from any thread; all else by the guardian only. */
    Places open(long generation, long incarnation) {
        var places = new Places(generation, incarnation);
        incarnations.add(places);
        return places;
    }

    /** @return what changed for the incarnation; null if nothing */
    Event look(Moment now, long generation, long incarnation) {
        incarnations.removeIf(Places::deserted);
        var found = new ArrayList<StuckCall>();
        StuckCall own = null;
        for (var places : incarnations) {
            var calls = places.stuck(now, after);
            found.addAll(calls);
            if (!calls.isEmpty() && places.isOf(generation, incarnation)) own = calls.get(0);
        }
        stuck = List.copyOf(found);
        boolean before = current;
        current = own != null;
        if (current == before) return null;
        return current ? new Event.Stuck(own.since(), where(own)) : new Event.Unstuck();
    }

    private static String where(StuckCall call) {
        return call.stack().stream()
                .filter(frame -> !frame.startsWith("java.") && !frame.startsWith("jdk."))
                .findFirst()
                .orElse(call.stack().get(0));
    }

    List<StuckCall> stuck() {
        return stuck;
    }
}

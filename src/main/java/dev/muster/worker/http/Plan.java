package dev.muster.worker.http;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * Deals the fetches of one run out to the lanes. The next one goes to the host with the fewest in flight, so that a host
 * that hangs cannot take the lanes of the others. Thread-safe.
 */
final class Plan {

    /**
     * One fetch, from its dealing to {@link #done}.
     *
     * @param delay nanoseconds until it may begin
     */
    record Turn(long number, Target target, long delay, Share share) {}

    /** The fetches of one host, in order. */
    private static final class Share {
        private final List<Integer> places = new ArrayList<>();
        private int next;
        private long round;
        private int inFlight;
    }

    private final List<Target> targets;
    private final long repeat;
    private final long interval;
    private final List<Share> shares;
    private long free;

    Plan(HttpFetcherSettings settings) {
        targets = settings.targets();
        repeat = settings.repeat();
        interval = settings.rate() == 0 ? 0 : TimeUnit.SECONDS.toNanos(1) / settings.rate();
        free = System.nanoTime();
        Map<Origin, Share> byOrigin = new LinkedHashMap<>();
        for (int i = 0; i < targets.size(); i++) {
            byOrigin.computeIfAbsent(targets.get(i).origin(), origin -> new Share())
                    .places
                    .add(i);
        }
        shares = new ArrayList<>(byOrigin.values());
    }

    /** The next fetch, or null when all are dealt out. */
    synchronized Turn next() {
        Share best = null;
        for (var share : shares) {
            if (best == null || before(share, best)) best = share;
        }
        if (best == null) return null;
        var turn = new Turn(number(best), targets.get(best.places.get(best.next)), pace(), best);
        best.inFlight++;
        if (++best.next == best.places.size()) {
            best.next = 0;
            if (++best.round == repeat) shares.remove(best);
        }
        return turn;
    }

    synchronized void done(Turn turn) {
        turn.share.inFlight--;
    }

    private long pace() {
        if (interval == 0) return 0;
        long now = System.nanoTime();
        long at = Math.max(now, free);
        free = at + interval;
        return at - now;
    }

    private boolean before(Share one, Share other) {
        if (one.inFlight != other.inFlight) return one.inFlight < other.inFlight;
        return number(one) < number(other);
    }

    private long number(Share share) {
        return share.round * targets.size() + share.places.get(share.next);
    }
}

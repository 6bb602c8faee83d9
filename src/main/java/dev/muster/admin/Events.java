package dev.muster.admin;

import dev.muster.guardian.Controls;
import dev.muster.report.StateChange;
import dev.muster.report.sinks.SinkPlan;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Flow;

/**
 * Tells viewers what happens while it happens. Changes of state come from the guardian; results from a sink of its own
 * beside the reporter's others, which is passed by while nobody watches.
 */
public final class Events {
    /** More dashboards than one Muster has people, and so few that they cost nothing. */
    static final int VIEWERS = 16;

    /** What a viewer that lost its connection for a minute may have missed, on a bad day. */
    private static final int KEPT = 256;

    private record Past(long sequence, LiveEvent event) {}

    /** Tells this process's numbers from an earlier one's. */
    private final String process = Long.toString(System.currentTimeMillis(), 36);

    private final List<Viewer> viewers = new CopyOnWriteArrayList<>();
    private final Deque<Past> past = new ArrayDeque<>();
    private volatile boolean ended;

    /** The sink to be given to the reporter. */
    public SinkPlan sink() {
        return EventsSink.plan(this);
    }

    void listenTo(Controls controls) {
        controls.changes().subscribe(new Listener());
    }

    /** Whether anybody wants to be told of such events. */
    boolean wanted(Kind kind, String worker) {
        for (var viewer : viewers) if (viewer.interest().covers(kind, worker)) return true;
        return false;
    }

    int watching() {
        return viewers.size();
    }

    void tell(LiveEvent event) {
        for (var viewer : viewers) viewer.offer(event);
    }

    /** Counts results of one worker that were too many to be shown. */
    void skip(String worker, long count) {
        for (var viewer : viewers) viewer.skip(worker, count);
    }

    /**
     * Lets somebody in, who then gets every event until {@link #leave}.
     *
     * @param lastId the last id that it was sent before it lost its connection; empty if it is new
     * @return empty if there are enough
     */
    synchronized Optional<Viewer> join(Interest interest, String lastId) {
        if (viewers.size() >= VIEWERS || ended) return Optional.empty();
        var viewer = new Viewer(interest);
        if (!lastId.isEmpty()) retell(viewer, lastId);
        viewers.add(viewer);
        return Optional.of(viewer);
    }

    /** Changes of state only: of results, those that nobody watched are gone. */
    private void retell(Viewer viewer, String lastId) {
        long last = lastId.matches(process + "-\\d{1,18}") ? Long.parseLong(lastId.substring(process.length() + 1)) : 0;
        if (!past.isEmpty()) viewer.skip(Math.max(0, past.peek().sequence() - 1 - last), Viewer.Skip.NOT_KEPT);
        for (var one : past) if (one.sequence() > last) viewer.offer(one.event());
    }

    void leave(Viewer viewer) {
        viewers.remove(viewer);
        viewer.end();
    }

    private synchronized void changed(StateChange change) {
        var event = LiveEvent.state(change, process + "-" + change.sequence());
        if (past.size() == KEPT) past.remove();
        past.add(new Past(change.sequence(), event));
        tell(event);
    }

    private synchronized void close() {
        ended = true;
        viewers.forEach(this::leave);
    }

    private final class Listener implements Flow.Subscriber<StateChange> {
        private long last;

        @Override
        public void onSubscribe(Flow.Subscription subscription) {
            subscription.request(Long.MAX_VALUE);
        }

        @Override
        public void onNext(StateChange change) {
            long missed = last == 0 ? 0 : change.sequence() - last - 1;
            viewers.forEach(viewer -> viewer.skip(missed, Viewer.Skip.NOT_HEARD));
            last = change.sequence();
            changed(change);
        }

        @Override
        public void onError(Throwable failure) {
            close();
        }

        @Override
        public void onComplete() {
            close();
        }
    }
}

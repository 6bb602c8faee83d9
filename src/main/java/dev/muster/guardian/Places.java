package dev.muster.guardian;

import dev.muster.report.Moment;
import dev.muster.report.StuckCall;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;

/** All places where threads can be inside the code of one incarnation. */
final class Places {
    /** More of a stack is no help for seeing where it hangs. */
    private static final int FRAMES = 64;

    private final long generation;
    private final long incarnation;
    private final Place actor = new Place(false);
    private final Set<Place> all = ConcurrentHashMap.newKeySet();
    private volatile boolean ended;

    Places(long generation, long incarnation) {
        this.generation = generation;
        this.incarnation = incarnation;
        all.add(actor);
    }

    Place actor() {
        return actor;
    }

    Place openStream() {
        var place = new Place(false);
        all.add(place);
        return place;
    }

    void close(Place place) {
        all.remove(place);
    }

    /** The same executor, with its tasks seen. */
    Executor watched(Executor executor) {
        return task -> executor.execute(() -> run(task));
    }

    private void run(Runnable task) {
        var place = new Place(true);
        place.enter();
        all.add(place);
        try {
            task.run();
        } finally {
            all.remove(place);
        }
    }

    void end() {
        ended = true;
    }

    boolean isOf(long generation, long incarnation) {
        return this.generation == generation && this.incarnation == incarnation;
    }

    /** Whether it has ended, and no thread is left in it. */
    boolean deserted() {
        return ended && all.stream().allMatch(place -> place.thread() == null);
    }

    /** To be called by the watchdog only. */
    List<StuckCall> stuck(Moment now, Duration after) {
        return all.stream()
                .filter(place -> place.stuck(now, after, ended))
                .map(this::call)
                .filter(call -> !call.stack().isEmpty())
                .toList();
    }

    private StuckCall call(Place place) {
        var thread = place.thread();
        var name = thread == null ? "" : thread.getName();
        var stack = thread == null ? new StackTraceElement[0] : thread.getStackTrace();
        var frames = Arrays.stream(stack)
                .limit(FRAMES)
                .map(StackTraceElement::toString)
                .toList();
        return new StuckCall(incarnation, name, place.seenAt().at(), frames);
    }
}

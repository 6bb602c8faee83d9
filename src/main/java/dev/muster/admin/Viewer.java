package dev.muster.admin;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.Map;
import org.apache.pekko.util.ByteString;

/**
 * Somebody who watches, and the events that are not yet on their way there: so many and no more. A slow viewer loses the
 * oldest ones, is told how many, and holds nobody up. Thread-safe.
 */
final class Viewer {
    /** Some seconds of a busy Muster. */
    static final int BEHIND = 256;

    /** Events that are sent as one piece: enough for a flood, and two hundred kilobytes at the very most. */
    static final int PIECE = 32;

    /** Why a viewer is not told something. */
    enum Skip {
        NOT_KEPT("no longer kept"),
        NOT_HEARD("Muster was too busy to tell"),
        TOO_SLOW("this viewer is too slow");

        private final String why;

        Skip(String why) {
            this.why = why;
        }
    }

    private final Interest interest;
    private final Deque<LiveEvent> waiting = new ArrayDeque<>();
    private final Map<Skip, Long> skipped = new EnumMap<>(Skip.class);
    /** Results by worker: however many there are, they take no room from events. */
    private final Map<String, Long> tooMany = new LinkedHashMap<>();

    private boolean ended;
    private Runnable wake;
    private int wakeAt;

    Viewer(Interest interest) {
        this.interest = interest;
    }

    Interest interest() {
        return interest;
    }

    void offer(LiveEvent event) {
        if (!interest.covers(event.kind(), event.worker())) return;
        Runnable toWake;
        synchronized (this) {
            if (waiting.size() == BEHIND) {
                waiting.remove();
                skipped.merge(Skip.TOO_SLOW, 1L, Long::sum);
            }
            waiting.add(event);
            toWake = size() < wakeAt ? null : awake();
        }
        if (toWake != null) toWake.run();
    }

    /** Counts changes of state that it cannot be told. */
    void skip(long count, Skip why) {
        if (count == 0 || !interest.kinds().contains(Kind.STATE)) return;
        Runnable toWake;
        synchronized (this) {
            skipped.merge(why, count, Long::sum);
            toWake = awake();
        }
        if (toWake != null) toWake.run();
    }

    /** Counts results of one worker that were too many to be shown. */
    void skip(String worker, long count) {
        if (!interest.covers(Kind.RESULT, worker)) return;
        Runnable toWake;
        synchronized (this) {
            tooMany.merge(worker, count, Long::sum);
            toWake = size() < wakeAt ? null : awake();
        }
        if (toWake != null) toWake.run();
    }

    void end() {
        Runnable toWake;
        synchronized (this) {
            ended = true;
            toWake = awake();
        }
        if (toWake != null) toWake.run();
    }

    /** What there is to say, besides what was skipped and is said at once. */
    private int size() {
        return waiting.size() + tooMany.size();
    }

    private Runnable awake() {
        var toWake = wake;
        wake = null;
        return toWake;
    }

    synchronized boolean ended() {
        return ended && size() == 0;
    }

    /**
     * What is to be sent next; null if there is less than that.
     *
     * @param least so many events are worth a piece of their own; what else there is to say is sent at once
     * @param ifLess called once, on any thread, when there is so much or this has ended
     */
    synchronized ByteString next(int least, Runnable ifLess) {
        if (size() < least && skipped.isEmpty() && !ended) {
            wake = ifLess;
            wakeAt = least;
            return null;
        }
        var frames = ByteString.emptyByteString();
        for (var skip : skipped.entrySet())
            frames = frames.concat(LiveEvent.skipped(null, skip.getValue(), skip.getKey().why));
        skipped.clear();
        for (var more : tooMany.entrySet())
            frames = frames.concat(LiveEvent.skipped(more.getKey(), more.getValue(), "too many to show"));
        tooMany.clear();
        for (int i = 0; i < PIECE && !waiting.isEmpty(); i++)
            frames = frames.concat(waiting.remove().frame());
        return frames.isEmpty() ? null : frames;
    }
}

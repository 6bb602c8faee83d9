package dev.muster.contract;

import java.util.Arrays;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/** Sees whether one of a worker's callbacks waits for something: an actor's thread must not. */
final class CallbackWatch {
    /** Far more than a busy machine makes a thread wait for a lock, and far less than a connection's time limit. */
    private static final long TOO_LONG = TimeUnit.SECONDS.toNanos(1);

    /** Far fewer than fit into that time, and more than a process gets that stood still for it. */
    private static final int LOOKS = 50;

    private static final int FRAMES = 8;

    private record Callback(String name, Thread thread, long number) {}

    private volatile Callback current;
    private volatile long calls;
    private Callback seen;
    private StackTraceElement[] place;
    private long waitsSince;
    private int looks;

    <T> T during(String name, Supplier<T> callback) {
        var outer = current;
        current = new Callback(name, Thread.currentThread(), ++calls);
        try {
            return callback.get();
        } finally {
            current = outer;
        }
    }

    /** @throws AssertionError with the callback's name and stack, if one waits at the same place at every look */
    void check() {
        var callback = current;
        var stack = callback == null ? null : callback.thread.getStackTrace();
        boolean waits = callback != null && callback.thread.getState() != Thread.State.RUNNABLE;
        if (!waits || callback != seen || !Arrays.equals(stack, place)) {
            waitsSince = System.nanoTime();
            looks = 0;
        }
        looks++;
        seen = callback;
        place = stack;
        if (looks > LOOKS && System.nanoTime() - waitsSince > TOO_LONG) {
            var frames = Arrays.stream(stack).limit(FRAMES).map(frame -> "    at " + frame);
            throw new AssertionError("blocks in " + callback.name + ":\n" + frames.collect(Collectors.joining("\n")));
        }
    }
}

package dev.muster.report;

/** Makes rates of a counter that is sampled once a second. Used by one thread. */
final class RateMeter {
    private static final int MINUTE = 60;

    private final long[] counts = new long[MINUTE + 1];
    private final long[] nanos = new long[MINUTE + 1];
    private long samples;

    Rates sample(long at, long count) {
        int now = (int) (samples++ % counts.length);
        counts[now] = count;
        nanos[now] = at;
        return new Rates(over(now, 1), over(now, MINUTE));
    }

    private double over(int now, int seconds) {
        long back = Math.min(seconds, samples - 1);
        int then = (int) Math.floorMod(now - back, (long) counts.length);
        long time = nanos[now] - nanos[then];
        return time <= 0 ? 0 : (counts[now] - counts[then]) * 1e9 / time;
    }
}

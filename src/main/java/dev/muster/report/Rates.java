package dev.muster.report;

/** Results delivered per second, over the last second and over the last minute, or as long as there is to look back. */
public record Rates(double over1s, double over60s) {
    static final Rates NONE = new Rates(0, 0);
}

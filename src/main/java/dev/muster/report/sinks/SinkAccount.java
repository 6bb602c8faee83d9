package dev.muster.report.sinks;

/**
 * The books of one sink at one instant.
 *
 * @param taken results that it accepted
 * @param skipped results that it was not shown or did not show; always 0 for a lossless sink
 */
public record SinkAccount(String name, boolean lossless, long taken, long skipped) {}

package dev.muster.report;

import java.time.Duration;

/**
 * How long results took from being emitted to being delivered, over the last one to two minutes. Each result counts with
 * the oldest of its batch, of a flood only some batches are timed, and quantiles are rounded up by at most an eighth; zero if there were none.
 */
public record Latency(Duration p50, Duration p99, Duration max) {
    static final Latency NONE = new Latency(Duration.ZERO, Duration.ZERO, Duration.ZERO);
}

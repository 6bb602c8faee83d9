package dev.muster.report;

import java.time.Instant;
import java.util.Map;

/**
 * The books of one worker at one instant, over all its incarnations.
 *
 * @param emitted results that left the source, those dropped on the way included
 * @param delivered results that the reporter has and every lossless sink accepted
 * @param dropped by reason; results that will never be delivered
 * @param errors results with a failure, a subset of emitted
 * @param firstResultAt when the first was emitted; null before
 * @param lastResultAt when the last was delivered; null before
 * @param resultsPerSecond delivered, over the time from first to last result; 0 if that time is 0
 * @param rates as of the last second
 * @param latency as of the last second
 * @param queueDepth results that wait for a lossless sink, a part of those in flight
 * @param notes the last word on each of the things that the worker deals with
 */
public record Account(
        long emitted,
        long delivered,
        Map<String, Long> dropped,
        long errors,
        Instant firstResultAt,
        Instant lastResultAt,
        double resultsPerSecond,
        Rates rates,
        Latency latency,
        long queueDepth,
        Map<String, String> notes) {

    /** Emitted, but neither delivered nor dropped yet. A check and not a definition: 0 at every quiet point. */
    public long inFlight() {
        return emitted - delivered - droppedInAll();
    }

    public long droppedInAll() {
        return dropped.values().stream().mapToLong(Long::longValue).sum();
    }
}

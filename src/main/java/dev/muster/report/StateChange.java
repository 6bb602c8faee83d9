package dev.muster.report;

import java.time.Instant;

/**
 * One change in a worker's life, in the order in which they came.
 *
 * @param sequence counts the changes of all workers, from 1; a gap tells a listener what it was too slow for
 * @param from equal to {@code to} if the worker became, or ceased to be, degraded or stuck, or failed once more
 * @param reason one clause for people; never null, may be empty
 * @param origin who wanted it, such as {@code cli}; null if it came by itself
 * @param nextAttemptAt null if nothing is planned
 */
public record StateChange(
        long sequence,
        Instant at,
        String worker,
        long incarnation,
        WorkerState from,
        WorkerState to,
        boolean degraded,
        boolean stuck,
        String reason,
        String origin,
        int attempt,
        Instant nextAttemptAt) {}

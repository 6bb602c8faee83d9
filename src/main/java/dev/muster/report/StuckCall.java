package dev.muster.report;

import java.time.Instant;
import java.util.List;

/**
 * A call of a worker's code that does not come back.
 *
 * @param incarnation whose call it is; others than the worker's latest were left behind
 * @param thread the name of the thread in it
 * @param since when it was first seen there, within a second
 * @param stack the thread's, innermost first
 */
public record StuckCall(long incarnation, String thread, Instant since, List<String> stack) {}

package dev.muster.jmx;

import java.util.Map;

/** What all workers together produced, and what became of it: {@code dev.muster:type=Reporter}. */
@Meaning("The books of all workers together, and of the sinks. Attributes never wait for anyone.")
public interface ReporterMXBean {
    @Meaning("results that left their sources")
    long getEmitted();

    @Meaning("results that every lossless sink has")
    long getDelivered();

    @Meaning("results that will never be delivered, by reason")
    Map<String, Long> getDropped();

    @Meaning("results with a failure, a part of those emitted")
    long getErrors();

    @Meaning("results emitted, but neither delivered nor dropped yet")
    long getInFlight();

    @Meaning("results that wait for a lossless sink, a part of those in flight")
    long getQueueDepth();

    @Meaning("results delivered per second, over the last second")
    double getResultsPerSecondOver1s();

    @Meaning("results delivered per second, over the last minute")
    double getResultsPerSecondOver60s();

    @Meaning("results that each sink took")
    Map<String, Long> getTakenBySink();

    @Meaning("results that each lossy sink was not shown or did not show")
    Map<String, Long> getSkippedBySink();
}

package dev.muster.jmx;

import dev.muster.report.WorkerState;
import java.util.Date;
import java.util.List;
import java.util.Map;

/**
 * What is known of one worker, as the roster has it: at most a tenth of a second old, rates and latencies a second. Times
 * are null where nothing has happened or is planned.
 */
public interface WorkerFigures {
    @Meaning("the worker's name in the settings")
    String getName();

    @Meaning("what kind of worker it is")
    String getType();

    @Meaning("STARTING, RUNNING, WAITING, PAUSED, BACKING_OFF, STOPPING, COMPLETED, STOPPED or FAILED")
    WorkerState getState();

    @Meaning("when it came into its state")
    Date getSince();

    @Meaning("what it said when it came up, or why it is degraded; empty before")
    String getMessage();

    @Meaning("whether readiness needs this worker up")
    boolean isCritical();

    @Meaning("whether it runs but lacks something; Message says what")
    boolean isDegraded();

    @Meaning("failures in a row; 0 when all is well")
    int getAttempt();

    @Meaning("when supervision or the schedule starts it next; null if neither will")
    Date getNextAttemptAt();

    @Meaning("why it failed last, in one clause; null if it never did")
    String getLastFailure();

    @Meaning("lives so far, over restarts and respawns")
    long getIncarnation();

    @Meaning("restarts after failures so far")
    long getRestarts();

    @Meaning("ticks of the schedule that began no run")
    long getSkippedTicks();

    @Meaning("whether it is in one call, or ignores being stopped, for too long")
    boolean isStuck();

    @Meaning("since when it is stuck; null if it is not")
    Date getStuckSince();

    @Meaning("where it is stuck, and where those are that were left behind: threads with their stacks, innermost first")
    List<String> getStuckStack();

    @Meaning("actors of this worker that were told to stop and have not")
    List<String> getLeftBehind();

    @Meaning("results that left the source, over all incarnations")
    long getEmitted();

    @Meaning("results that every lossless sink has")
    long getDelivered();

    @Meaning("results that will never be delivered, by reason")
    Map<String, Long> getDropped();

    @Meaning("results that will never be delivered, for whatever reason")
    long getDroppedInAll();

    @Meaning("results with a failure, a part of those emitted")
    long getErrors();

    @Meaning("results emitted, but neither delivered nor dropped yet")
    long getInFlight();

    @Meaning("results that wait for a lossless sink, a part of those in flight")
    long getQueueDepth();

    @Meaning("results delivered per second, from the first to the last one")
    double getResultsPerSecond();

    @Meaning("results delivered per second, over the last second")
    double getResultsPerSecondOver1s();

    @Meaning("results delivered per second, over the last minute")
    double getResultsPerSecondOver60s();

    @Meaning("milliseconds from emitted to delivered, of half of the results of the last one to two minutes at most")
    double getLatencyP50Ms();

    @Meaning("milliseconds from emitted to delivered, of 99 in 100 results of the last one to two minutes at most")
    double getLatencyP99Ms();

    @Meaning("milliseconds from emitted to delivered, the longest of the last one to two minutes")
    double getLatencyMaxMs();

    @Meaning("when the first result was emitted")
    Date getFirstResultAt();

    @Meaning("when the last result was delivered")
    Date getLastResultAt();

    @Meaning("the last word on each of the things that the worker deals with")
    Map<String, String> getNotes();

    @Meaning("how much it logs: OFF, ERROR, WARN, INFO, DEBUG or TRACE")
    String getLogLevel();
}

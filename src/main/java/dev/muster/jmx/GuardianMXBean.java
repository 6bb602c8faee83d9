package dev.muster.jmx;

import java.util.Date;
import java.util.List;
import java.util.Map;

/**
 * The whole: {@code dev.muster:type=Guardian}. Answers for every worker, those beyond the first 1,000 included, which have
 * no beans of their own; and emits the notifications of all.
 */
@Meaning(
        "All workers together. Answers for each by its name, also for those beyond the first 1,000, which have no beans.")
public interface GuardianMXBean {
    @Meaning("when the picture was taken that all attributes show; at most a tenth of a second ago while Muster runs")
    Date getAt();

    @Meaning("whether Muster is ending in order")
    boolean isDraining();

    @Meaning("how many workers there are")
    int getWorkers();

    @Meaning("how many workers are in each state")
    Map<String, Integer> getWorkersByState();

    @Meaning("the workers that back off or are FAILED, degraded or stuck, each with the reason; the first 1,000")
    Map<String, String> getTroubles();

    @Meaning("restarts after failures so far, of all workers")
    long getRestarts();

    @Meaning("names of workers, in the settings' order")
    List<String> names(
            @Meaning(
                            name = "state",
                            value = "in which they are, such as BACKING_OFF; empty for any; others are refused")
                    String state,
            @Meaning(name = "limit", value = "how many at most") int limit);

    @Meaning("all that is known of one worker; null if there is no such")
    WorkerFigures worker(@Meaning(name = "name", value = "the worker's") String name);

    @Meaning("holds a worker until it is resumed")
    String pause(@Meaning(name = "name", value = "the worker's") String name);

    @Meaning("goes on with a worker after a pause")
    String resume(@Meaning(name = "name", value = "the worker's") String name);

    @Meaning("begins a run of a worker now, or tries again now")
    String trigger(@Meaning(name = "name", value = "the worker's") String name);

    @Meaning("stops a worker and begins anew")
    String restart(@Meaning(name = "name", value = "the worker's") String name);

    @Meaning("ends a worker; restart brings it back")
    String stop(@Meaning(name = "name", value = "the worker's") String name);

    @Meaning("changes how much a worker logs, until Muster ends")
    String setLogLevel(
            @Meaning(name = "name", value = "the worker's") String name,
            @Meaning(name = "level", value = "OFF, ERROR, WARN, INFO, DEBUG, TRACE, or DEFAULT to take it back")
                    String level);
}

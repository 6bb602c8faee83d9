package dev.muster.jmx;

/**
 * One worker: {@code dev.muster:type=Worker,name=NAME}. Registered as long as Muster runs, whatever becomes of the worker.
 * Verbs are answered within 3 s with a sentence on what was begun, or one that begins with {@code refused:}.
 */
@Meaning(
        "One worker. Attributes never wait for it; operations are answered within 3 s with what was begun, or why not.")
public interface WorkerMXBean extends WorkerFigures {
    @Meaning("holds the worker until it is resumed")
    String pause();

    @Meaning("goes on after a pause")
    String resume();

    @Meaning("begins a run now, or tries again now")
    String trigger();

    @Meaning("stops the worker and begins anew")
    String restart();

    @Meaning("ends the worker; restart brings it back")
    String stop();

    @Meaning("changes how much the worker logs, until Muster ends")
    String setLogLevel(
            @Meaning(name = "level", value = "OFF, ERROR, WARN, INFO, DEBUG, TRACE, or DEFAULT to take it back")
                    String level);
}

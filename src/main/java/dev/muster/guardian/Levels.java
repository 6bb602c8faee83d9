package dev.muster.guardian;

/**
 * How much each worker logs, changeable while Muster runs; the same on every face. Every method may be called from any
 * thread and none blocks.
 */
public interface Levels {

    /**
     * The level in force: {@code OFF}, {@code ERROR}, {@code WARN}, {@code INFO}, {@code DEBUG} or {@code TRACE}. Never
     * null; for a name that no worker has, what it would be.
     */
    String of(String worker);

    /**
     * Changes the level until Muster ends. Refused with a sentence if there is no such worker or level.
     *
     * @param level in any case; {@code DEFAULT} takes back what was set
     * @param origin who wants it, for the log: {@code cli}, {@code jmx}, {@code http from 127.0.0.1:5}
     */
    Answer set(String worker, String level, String origin);
}

package dev.muster.worker;

/**
 * A kind of worker; what {@code type} names in a stanza, by class name or by the short name under which
 * {@code META-INF/services/dev.muster.worker.WorkerType} makes it known. Needs a public constructor without parameters.
 */
public interface WorkerType {

    /** The short name to be used as {@code type}; kebab-case. By default the class name, which always works too. */
    default String name() {
        return getClass().getName();
    }

    /**
     * Checks a stanza. Called once when settings are read, on the main thread, and by {@code check} as well: no I/O here.
     * Must ask for every key unconditionally, so that unknown keys can be told from known ones.
     *
     * @return never null; what is wrong with the stanza is recorded by {@code fields}, not thrown. An exception thrown
     *     from here makes this worker FAILED and leaves the others alone.
     */
    Job read(Fields fields);
}

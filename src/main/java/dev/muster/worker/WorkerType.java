package dev.muster.worker;

/**
 * A kind of worker; what {@code type} names in a stanza, by class name or by the short name under which
 * {@code META-INF/services/dev.muster.worker.WorkerType} makes it known, on the class path or in the jar of a plugin. Needs
 * a public constructor without parameters. Making it, {@link #name} and {@link #read} have 5 s each; whatever they throw, or
 * if they do not come back, the workers of this type are FAILED and say why, and all others run.
 */
public interface WorkerType {

    /** The short name to be used as {@code type}; kebab-case. By default the class name, which always works too. */
    default String name() {
        return getClass().getName();
    }

    /**
     * Checks a stanza. Called when settings are read, on a thread of its own, and by {@code check} as well: no I/O here.
     * Must ask for every key unconditionally, so that unknown keys can be told from known ones.
     *
     * @return never null; what is wrong with the stanza is recorded by {@code fields}, not thrown. An exception thrown
     *     from here makes this worker FAILED and leaves the others alone.
     */
    Job read(Fields fields);
}

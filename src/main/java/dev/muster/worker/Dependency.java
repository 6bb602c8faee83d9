package dev.muster.worker;

/** Something outside Muster that a {@link Job} cannot work without, such as a server or a directory. */
public interface Dependency {

    /** For people, and without secrets: {@code redis://localhost:6379}. Never null. */
    String name();

    /**
     * Connects as the job would, sees whether there is an answer, and lets go of everything again. Called by {@code check
     * --connect} only, where no worker runs, on a thread of its own; may block. Is interrupted after 10 s, and waited for no
     * longer.
     *
     * @return one clause on what was found, such as the server's version; never null
     * @throws Exception if the job could not work; the message is one clause for people, without secrets
     */
    String connect() throws Exception;
}

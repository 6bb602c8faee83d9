package dev.muster.worker;

/**
 * Marks a throwable as a failure that will not mend by itself, such as a wrong password or a missing table. The worker is
 * retried at the slow end of its backoff at once, and it is said wherever the cause is shown.
 */
public interface PermanentFailure {

    /** For throwables of which some are permanent and some are not. */
    default boolean isPermanent() {
        return true;
    }
}

package dev.muster.report;

/** Where a worker is in its life. */
public enum WorkerState {
    /** Its actor lives; no result and no word of being up yet. */
    STARTING,
    RUNNING,
    /** Between runs, or before its first one. */
    WAITING,
    PAUSED,
    /** Failed; supervision starts it again at a known time. */
    BACKING_OFF,
    STOPPING,
    /** Its run or its limit is complete. */
    COMPLETED,
    /** Somebody stopped it. */
    STOPPED,
    /** Will not come back by itself. */
    FAILED;

    /** Whether it stays as it is until somebody acts. */
    public boolean ended() {
        return this == COMPLETED || this == STOPPED || this == FAILED;
    }
}

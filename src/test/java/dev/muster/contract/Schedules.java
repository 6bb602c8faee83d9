package dev.muster.contract;

/** Lines of a stanza that say when a candidate runs. */
final class Schedules {
    /** One run at once; the next is beyond any trial. The actor stays, so that it can be told things. */
    static final String HOURLY = "schedule { run = every, every = 20h }";

    static final String AGAIN_AND_AGAIN = "schedule { run = continuous }";

    static final String ONCE = "schedule { run = once }";

    private Schedules() {}
}

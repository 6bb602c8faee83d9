package dev.muster.cli.terminal;

import dev.muster.report.Roster;
import dev.muster.report.WorkerState;

/** What the process ends with. */
public final class ExitCode {
    public static final int FINE = 0;

    /** Something that cannot be helped from outside; also a summary that could not be written. */
    public static final int CRASH = 1;

    public static final int USAGE = 2;
    public static final int SETTINGS = 3;
    public static final int ADMIN_PORT_TAKEN = 4;

    /** All workers ended, but at least one of them FAILED. */
    public static final int WORKER_FAILED = 5;

    /** A running Muster was told something, and refused it or failed at it. */
    public static final int REFUSED = 6;

    /** A running Muster, or for {@code check --connect} something that the workers depend on, was not reached. */
    public static final int UNREACHABLE = 7;

    public static final int SIGINT = 130;
    public static final int SIGTERM = 143;

    private ExitCode() {}

    /** Of workers that have all ended, or one of which was to end the process. */
    public static int of(Roster ended) {
        boolean failed = ended.workers().stream().anyMatch(worker -> worker.state() == WorkerState.FAILED);
        return failed ? WORKER_FAILED : FINE;
    }
}

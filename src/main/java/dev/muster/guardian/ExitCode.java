package dev.muster.guardian;

/** What the process ends with. */
public final class ExitCode {
    public static final int FINE = 0;
    public static final int CRASH = 1;
    public static final int USAGE = 2;
    public static final int SETTINGS = 3;
    public static final int ADMIN_PORT_TAKEN = 4;

    /** All workers ended, but at least one of them FAILED. */
    public static final int WORKER_FAILED = 5;

    /** The settings are fine, but {@code check --connect} did not reach all that the workers depend on. */
    public static final int UNREACHABLE = 6;

    public static final int SIGINT = 130;
    public static final int SIGTERM = 143;

    private ExitCode() {}
}

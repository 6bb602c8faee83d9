package dev.muster.cli;

import dev.muster.guardian.ExitCode;
import java.util.concurrent.atomic.AtomicBoolean;
import sun.misc.Signal;

/** The first SIGTERM or SIGINT drains, the second one ends the process at once. */
final class Signals {
    private static final String TERM = "TERM";

    private Signals() {}

    static void install() {
        var before = new AtomicBoolean();
        Signal.handle(new Signal(TERM), signal -> onSignal(ExitCode.SIGTERM, before));
        Signal.handle(new Signal("INT"), signal -> onSignal(ExitCode.SIGINT, before));
    }

    private static void onSignal(int code, AtomicBoolean before) {
        if (before.getAndSet(true)) Runtime.getRuntime().halt(code);
        // The exit waits for the drain, and this thread must be free for a second signal.
        new Thread(() -> System.exit(code), "muster-exit").start();
    }
}

package dev.muster.cli;

import dev.muster.cli.terminal.ExitCode;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import sun.misc.Signal;

/** The first SIGTERM or SIGINT drains, the second one ends the process at once. */
final class Signals {
    /**
     * One wish may arrive as two signals: on Ctrl-C a terminal sends SIGINT to everyone, and a build tool or a script that
     * started this process passes on a SIGTERM.
     */
    private static final long ONE_WISH = TimeUnit.SECONDS.toNanos(1);

    private static final Logger LOG = LoggerFactory.getLogger(Signals.class);

    private Signal first;
    private long firstAt;

    private Signals() {}

    static void install() {
        var signals = new Signals();
        try {
            Signal.handle(new Signal("TERM"), signal -> signals.onSignal(signal, ExitCode.SIGTERM));
            Signal.handle(new Signal("INT"), signal -> signals.onSignal(signal, ExitCode.SIGINT));
        } catch (IllegalArgumentException javaHasThem) {
            LOG.warn("signals end the process at once, without a drain: {}", javaHasThem.getMessage());
        }
    }

    private synchronized void onSignal(Signal signal, int code) {
        if (first == null) {
            LOG.info("ends, by SIG{}", signal.getName());
            first = signal;
            firstAt = System.nanoTime();
            // The exit waits for the drain, and this thread must be free for a second signal.
            new Thread(() -> System.exit(code), "muster-exit").start();
        } else if (signal.equals(first) || System.nanoTime() - firstAt > ONE_WISH) {
            Runtime.getRuntime().halt(code);
        }
    }
}

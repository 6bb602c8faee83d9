package dev.muster.cli.terminal;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/** The process's own streams, in UTF-8 whatever the locale says. */
public final class Terminal {
    private static final StandardOutput OUTPUT = new StandardOutput();
    private static final PrintStream OUT = stream(OUTPUT);
    private static final PrintStream ERR = stream(new FileOutputStream(FileDescriptor.err));

    private Terminal() {}

    private static PrintStream stream(FileOutputStream file) {
        return new PrintStream(file, false, StandardCharsets.UTF_8);
    }

    /** Why something that was written to standard output is lost; empty if nobody wanted to read it, or all is well. */
    public static Optional<String> lost() {
        return OUTPUT.lost();
    }

    /** Whether somebody looks at standard output, and lets lines be redrawn. */
    public static boolean isOut() {
        return isCapable() && isTerminal(1);
    }

    /** Whether somebody looks at standard error, and lets lines be redrawn. */
    public static boolean isErr() {
        return isCapable() && isTerminal(2);
    }

    private static boolean isCapable() {
        var kind = System.getenv("TERM");
        return kind != null && !kind.isEmpty() && !kind.equals("dumb");
    }

    /** Asks {@code test}: what Java 17 itself tells is of standard input and output together. */
    private static boolean isTerminal(int descriptor) {
        try {
            return new ProcessBuilder("test", "-t", String.valueOf(descriptor))
                            .inheritIO()
                            .start()
                            .waitFor()
                    == 0;
        } catch (IOException e) {
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    public static PrintStream out() {
        return OUT;
    }

    public static PrintStream err() {
        return ERR;
    }
}

package dev.muster.cli.terminal;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.regex.Pattern;
import sun.misc.Signal;

/** How large the terminal is: asked for once, and again after it has changed. Thread-safe. */
public final class TerminalSize {
    private static final Pattern ROWS_AND_COLUMNS = Pattern.compile("(\\d{1,6}) (\\d{1,6})\\s*");
    private static final int USUAL_COLUMNS = 80;

    private final Map<String, String> environment;
    private volatile boolean stale = true;
    private int rows;
    private int columns;

    /** @param environment where LINES and COLUMNS say it if the terminal itself does not */
    TerminalSize(Map<String, String> environment) {
        this.environment = environment;
    }

    /** Of the terminal that this process belongs to, if any. */
    public static TerminalSize watched() {
        var size = new TerminalSize(System.getenv());
        try {
            Signal.handle(new Signal("WINCH"), changed -> size.stale = true);
        } catch (IllegalArgumentException noSuchSignal) {
            // Then it is what it was at first.
        }
        return size;
    }

    /** {@link Integer#MAX_VALUE} if nobody knows. */
    public synchronized int rows() {
        refresh();
        return rows;
    }

    /** 80 if nobody knows. */
    public synchronized int columns() {
        refresh();
        return columns;
    }

    private void refresh() {
        if (!stale) return;
        stale = false;
        take(stty());
    }

    /** @param answer rows and columns, 0 for what is not known; anything else is no answer */
    synchronized void take(String answer) {
        stale = false;
        var figures = ROWS_AND_COLUMNS.matcher(answer);
        boolean answered = figures.matches();
        rows = known(answered ? figures.group(1) : "", "LINES", Integer.MAX_VALUE);
        columns = known(answered ? figures.group(2) : "", "COLUMNS", USUAL_COLUMNS);
    }

    private int known(String asked, String variable, int otherwise) {
        if (asked.matches("0*[1-9]\\d*")) return Integer.parseInt(asked);
        var said = environment.getOrDefault(variable, "");
        return said.matches("0*[1-9]\\d{0,5}") ? Integer.parseInt(said) : otherwise;
    }

    /** Java itself cannot tell. */
    private static String stty() {
        try {
            var stty = new ProcessBuilder("stty", "size")
                    .redirectInput(new File("/dev/tty"))
                    .redirectError(ProcessBuilder.Redirect.DISCARD)
                    .start();
            return new String(stty.getInputStream().readAllBytes(), StandardCharsets.US_ASCII);
        } catch (IOException e) {
            return "";
        }
    }
}

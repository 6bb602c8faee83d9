package dev.muster.cli.terminal;

import java.util.List;

/** A picture on a terminal, drawn over the one before. */
public final class Screen {
    private static final String HOME = "\033[H";
    private static final String REST_OF_LINE = "\033[K";
    private static final String REST_OF_SCREEN = "\033[J";

    /** Lines that are cut and not folded stay where they are drawn, however narrow the terminal is. */
    private static final String CUT = "\033[?7l";

    private static final String FOLD = "\033[?7h";

    private Screen() {}

    public static String cleared() {
        return HOME + REST_OF_SCREEN;
    }

    /** The picture as one piece of output. */
    public static String of(List<String> head, List<String> lines) {
        var picture = new StringBuilder(HOME).append(CUT);
        for (var line : head) picture.append(line).append(REST_OF_LINE).append('\n');
        for (var line : lines) picture.append(line).append(REST_OF_LINE).append('\n');
        return picture.append(FOLD).append(REST_OF_SCREEN).toString();
    }
}

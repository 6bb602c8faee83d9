package dev.muster.cli.log;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import picocli.CommandLine.Help.Ansi;

/** Whether standard error is a terminal whose user likes colours. */
final class Colours {
    private static final Path STDERR = Path.of("/proc/self/fd/2");

    private Colours() {}

    /** @param environment where NO_COLOR may stand (see no-color.org), and TERM */
    static boolean wanted(Map<String, String> environment) {
        return allowed(environment) && isTerminal();
    }

    static boolean allowed(Map<String, String> environment) {
        return environment.getOrDefault("NO_COLOR", "").isEmpty() && !"dumb".equals(environment.get("TERM"));
    }

    private static boolean isTerminal() {
        try {
            return isTerminal(Files.readSymbolicLink(STDERR).toString());
        } catch (IOException | UnsupportedOperationException notLinux) {
            // Java can tell only of standard input and output together.
            return Ansi.AUTO.enabled();
        }
    }

    static boolean isTerminal(String device) {
        return device.startsWith("/dev/pts/") || device.startsWith("/dev/tty") || device.equals("/dev/console");
    }
}

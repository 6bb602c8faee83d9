package dev.muster.settings;

import com.typesafe.config.ConfigException;
import java.util.regex.Pattern;

/** Puts the parser's complaints into one clause. What they quote may be a secret, so only signs are kept. */
final class Malformed {
    private static final Pattern PLACE = Pattern.compile("^.*?: \\d+(-\\d+)?: ");
    private static final Pattern ADVICE = Pattern.compile(" \\(if you .*$", Pattern.DOTALL);
    private static final Pattern QUOTED = Pattern.compile("'([^']*)'");
    private static final Pattern CONTENT = Pattern.compile(",? SimpleConfig.*$", Pattern.DOTALL);

    private static final String UNCLOSED = "a brace is not closed at the end of the file";

    private static final String UNENDED = "a text that begins with \"\"\" has no end";

    private Malformed() {}

    static String clause(ConfigException e) {
        if (e instanceof ConfigException.IO) return "cannot be read";
        var message = PLACE.matcher(String.valueOf(e.getMessage())).replaceFirst("");
        message = ADVICE.matcher(message).replaceFirst("");
        message = CONTENT.matcher(message).replaceFirst("");
        message = QUOTED.matcher(message).replaceAll(quoted -> quoted.group(1).length() > 1 ? "'…'" : "$0");
        if (message.contains("triple-quoted")) message = UNENDED;
        // The parser's words for any end of file inside an object.
        if (message.contains("close parentheses"))
            message = message.contains("end of file") ? UNCLOSED : "a key is missing";
        return "is not HOCON: " + message.lines().findFirst().orElse("it cannot be read");
    }
}

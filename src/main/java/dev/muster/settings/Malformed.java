package dev.muster.settings;

import com.typesafe.config.ConfigException;
import java.util.regex.Pattern;

/** Puts the parser's complaints into one clause. What they quote may be a secret, so only signs are kept. */
final class Malformed {
    private static final Pattern PLACE = Pattern.compile("^.*?: \\d+(-\\d+)?: ");
    private static final Pattern ADVICE = Pattern.compile(" \\(if you .*$", Pattern.DOTALL);
    private static final Pattern QUOTED = Pattern.compile("'[^']{3,}'");
    private static final Pattern CONTENT = Pattern.compile(",? SimpleConfig.*$", Pattern.DOTALL);

    private Malformed() {}

    static String clause(ConfigException e) {
        var message = PLACE.matcher(String.valueOf(e.getMessage())).replaceFirst("");
        message = ADVICE.matcher(message).replaceFirst("");
        message = CONTENT.matcher(message).replaceFirst("");
        message = QUOTED.matcher(message).replaceAll("'…'");
        return "is not HOCON: " + message.lines().findFirst().orElse("it cannot be read");
    }
}

package dev.muster.settings;

import com.typesafe.config.ConfigList;
import com.typesafe.config.ConfigObject;
import com.typesafe.config.ConfigRenderOptions;
import com.typesafe.config.ConfigValue;
import com.typesafe.config.ConfigValueFactory;
import java.util.Arrays;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Shows values without their secrets: what is declared as one, and what URLs and maps of texts may hold. */
final class Redaction {
    static final String MASK = "***";
    /** Up to the last @, since a password in a URL may hold any sign if nobody encoded it. */
    private static final Pattern USER_INFO = Pattern.compile("(?<=://)\\S*@");

    private static final Pattern REVEALING =
            Pattern.compile("pass|pwd|secret|token|key|auth|cred|sig", Pattern.CASE_INSENSITIVE);

    private Redaction() {}

    /** The value as HOCON on one line. */
    static String shown(Field field, ConfigValue value) {
        return of(field, value).render(ConfigRenderOptions.concise());
    }

    /** Whether there is a secret in it. */
    static boolean isNeeded(Field field, ConfigValue value) {
        return !of(field, value).equals(value);
    }

    private static ConfigValue of(Field field, ConfigValue value) {
        return field.secret() ? ConfigValueFactory.fromAnyRef(MASK) : of(value);
    }

    private static ConfigValue of(ConfigValue value) {
        if (value instanceof ConfigObject object) {
            // Headers and the like: which of them is a secret only the server knows.
            var masked = object.keySet().stream().collect(Collectors.toMap(key -> key, key -> MASK));
            return ConfigValueFactory.fromMap(masked);
        }
        if (value instanceof ConfigList list) {
            return ConfigValueFactory.fromIterable(
                    list.stream().map(Redaction::of).map(ConfigValue::unwrapped).toList());
        }
        return value.unwrapped() instanceof String text ? ConfigValueFactory.fromAnyRef(ofText(text)) : value;
    }

    private static String ofText(String text) {
        if (!text.contains("://")) return text;
        var masked = USER_INFO.matcher(text).replaceAll(MASK + "@");
        int query = masked.indexOf('?');
        if (query < 0) return masked;
        boolean all = masked.startsWith("http");
        return Arrays.stream(masked.substring(query + 1).split("&"))
                .map(option -> ofOption(option, all))
                .collect(Collectors.joining("&", masked.substring(0, query) + "?", ""));
    }

    private static String ofOption(String option, boolean whatever) {
        int sign = option.indexOf('=');
        if (sign < 0) return whatever ? MASK : option;
        var name = option.substring(0, sign);
        return whatever || REVEALING.matcher(name).find() ? name + "=" + MASK : option;
    }
}

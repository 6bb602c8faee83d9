package dev.muster.settings;

import com.typesafe.config.ConfigObject;
import com.typesafe.config.ConfigValue;
import java.util.regex.Pattern;

/** Tells what Muster brings along from what somebody wrote. */
final class Origins {
    /** A resource is described by its name and address, a file by its path. */
    private static final Pattern RESOURCE = Pattern.compile("(reference|muster-pekko)\\.conf @ .*");

    private Origins() {}

    /** Whether the value, or all that it holds, is a default of ours. */
    static boolean isOurs(ConfigValue value) {
        if (value instanceof ConfigObject object && !object.isEmpty()) {
            return object.values().stream().allMatch(Origins::isOurs);
        }
        return RESOURCE.matcher(value.origin().description()).matches();
    }
}

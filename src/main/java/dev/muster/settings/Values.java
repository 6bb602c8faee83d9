package dev.muster.settings;

import com.typesafe.config.ConfigList;
import com.typesafe.config.ConfigObject;
import com.typesafe.config.ConfigValue;
import com.typesafe.config.ConfigValueType;
import dev.muster.guardian.Suggestion;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * One HOCON value as what a setting wants it to be, or {@link Rejected}. Stricter than the library, to which 1.5 is an
 * int and 30 a length of time. Texts are taken for numbers and truth too: from the environment everything is text.
 */
final class Values {
    private Values() {}

    /** A number or true stands for itself as it was written: {@code 007} stays {@code 007}. */
    static String text(ConfigValue value) {
        return text(value, "a text");
    }

    private static String text(ConfigValue value, String wanted) {
        return switch (value.valueType()) {
            case STRING -> (String) value.unwrapped();
            case NUMBER, BOOLEAN -> value.atKey("value").getString("value");
            default -> throw new Rejected("must be " + wanted + ", is " + kind(value));
        };
    }

    static Duration duration(ConfigValue value, boolean zero) {
        return Units.duration(text(value, "a duration such as 30s"), zero);
    }

    static long bytes(ConfigValue value) {
        return Units.bytes(text(value, "a size such as 8MiB"));
    }

    static String filled(ConfigValue value) {
        var text = text(value);
        if (text.isBlank()) throw new Rejected("must not be empty");
        return text;
    }

    static long whole(ConfigValue value, long min, long max) {
        var decimal = number(value, "a whole number");
        if (decimal.stripTrailingZeros().scale() > 0) throw new Rejected("'" + text(value) + "' is not a whole number");
        if (decimal.compareTo(BigDecimal.valueOf(min)) < 0 || decimal.compareTo(BigDecimal.valueOf(max)) > 0) {
            throw new Rejected("'" + text(value) + "' is out of range (allowed: " + range(min, max) + ")");
        }
        return decimal.longValueExact();
    }

    static double decimal(ConfigValue value, double min, double max) {
        var number = number(value, "a number").doubleValue();
        if (number < min || number > max) {
            throw new Rejected("'" + text(value) + "' is out of range (allowed: " + min + " to " + max + ")");
        }
        return number;
    }

    static boolean flag(ConfigValue value) {
        if (value.valueType() == ConfigValueType.BOOLEAN) return (Boolean) value.unwrapped();
        var written = value.valueType() == ConfigValueType.STRING ? text(value) : "";
        return switch (written.toLowerCase(Locale.ROOT)) {
            case "true", "yes", "on" -> true;
            case "false", "no", "off" -> false;
            default -> throw new Rejected("must be true or false, is " + shown(value));
        };
    }

    static <E extends Enum<E>> E choice(ConfigValue value, Class<E> type) {
        var names = Arrays.stream(type.getEnumConstants()).map(Values::kebab).toList();
        var written = text(value, "one of " + String.join(", ", names));
        int at = names.indexOf(written);
        if (at >= 0) return type.getEnumConstants()[at];
        throw new Rejected("'" + written + "' is not one of " + String.join(", ", names)
                + Suggestion.nearest(written, names)
                        .map(near -> " (did you mean '" + near + "'?)")
                        .orElse(""));
    }

    static List<String> texts(ConfigValue value, boolean required) {
        var texts = new ArrayList<String>();
        if (value instanceof ConfigList list) {
            for (int i = 0; i < list.size(); i++) texts.add(element(list.get(i), i));
        } else if (value instanceof ConfigObject) {
            throw new Rejected("must be a list of texts, is an object");
        } else {
            texts.add(filled(value));
        }
        if (required && texts.isEmpty()) throw new Rejected("must not be empty");
        return List.copyOf(texts);
    }

    static Map<String, String> entries(ConfigValue value) {
        if (!(value instanceof ConfigObject object)) throw new Rejected("must be an object { }, is " + kind(value));
        var entries = new LinkedHashMap<String, String>();
        object.keySet().stream().sorted().forEach(key -> entries.put(key, entry(key, object.get(key))));
        return Collections.unmodifiableMap(entries);
    }

    static List<Object> values(ConfigValue value) {
        if (!(value instanceof ConfigList list)) throw new Rejected("must be a list, is " + kind(value));
        for (int i = 0; i < list.size(); i++) {
            if (list.get(i) instanceof ConfigObject || list.get(i) instanceof ConfigList) {
                throw new Rejected("element " + (i + 1) + " must be a single value, is " + kind(list.get(i)));
            }
        }
        return Collections.unmodifiableList(new ArrayList<>(list.unwrapped()));
    }

    static String kebab(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    static String range(long min, long max) {
        return max == Long.MAX_VALUE || max == Integer.MAX_VALUE ? min + " or more" : min + " to " + max;
    }

    /** For problems about settings that cannot be secret. */
    private static String shown(ConfigValue value) {
        return switch (value.valueType()) {
            case STRING, NUMBER, BOOLEAN -> "'" + text(value) + "'";
            default -> kind(value);
        };
    }

    private static String kind(ConfigValue value) {
        return switch (value.valueType()) {
            case LIST -> "a list";
            case OBJECT -> "an object";
            case NULL -> "null";
            case NUMBER -> "a number";
            case BOOLEAN -> "true or false";
            case STRING -> "a text";
        };
    }

    private static BigDecimal number(ConfigValue value, String wanted) {
        try {
            if (value.valueType() == ConfigValueType.NUMBER || value.valueType() == ConfigValueType.STRING) {
                var number = new BigDecimal(text(value).strip());
                if (Math.abs((long) number.scale()) < 400) return number;
            }
        } catch (NumberFormatException e) {
            // Told below, together with the values of other kinds.
        }
        throw new Rejected("must be " + wanted + ", is " + shown(value));
    }

    private static String element(ConfigValue value, int index) {
        try {
            return filled(value);
        } catch (Rejected e) {
            throw new Rejected("element " + (index + 1) + " " + e.getMessage());
        }
    }

    private static String entry(String key, ConfigValue value) {
        try {
            return text(value);
        } catch (Rejected e) {
            throw new Rejected("'" + key + "' " + e.getMessage());
        }
    }
}

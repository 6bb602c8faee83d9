package dev.muster.settings;

import com.typesafe.config.ConfigUtil;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;

/** Writes values as HOCON, for schemas. */
final class Hocon {
    private Hocon() {}

    static String text(String text) {
        return ConfigUtil.quoteString(text);
    }

    static String texts(List<String> texts) {
        return texts.stream().map(Hocon::text).collect(Collectors.joining(", ", "[", "]"));
    }

    static String alternatives(Class<? extends Enum<?>> type) {
        return Arrays.stream(type.getEnumConstants()).map(Values::kebab).collect(Collectors.joining(" | "));
    }
}

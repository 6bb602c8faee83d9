package dev.muster.settings;

import com.typesafe.config.ConfigValueType;

/**
 * What one setting is in the end, and who said so.
 *
 * @param path its full path
 * @param value as HOCON on one line, secrets masked; null if it is not set and has no default
 * @param origin {@code application.conf:12}, {@code environment variable X}, {@code system property} or {@code default}
 */
public record Setting(String path, String value, String origin) {
    private static final String DEFAULT = "default";

    static Setting of(Field field, Layers layers, Problems problems) {
        var path = layers.path(field.key());
        var found = layers.find(field.key()).filter(it -> it.value().valueType() != ConfigValueType.NULL);
        if (found.isEmpty()) return new Setting(path, field.byDefault(), DEFAULT);
        var value = Redaction.shown(field, found.get().value());
        var origin =
                found.get().isWritten() ? problems.place(found.get().value().origin()) : DEFAULT;
        return new Setting(path, value, origin);
    }
}

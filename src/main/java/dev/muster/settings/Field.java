package dev.muster.settings;

/**
 * One key of a schema, as a decoder asked for it.
 *
 * @param key with dots where it is nested
 * @param kind what may stand there, with its unit and range, for people
 * @param byDefault as HOCON; null if there is none
 * @param required whether it must be given; then there is no default
 * @param example as HOCON; null if the default is example enough
 * @param doc one clause
 * @param secret whether the value must never be shown
 */
public record Field(
        String key, String kind, String byDefault, boolean required, String example, String doc, boolean secret) {

    static Field of(String key, String kind, String byDefault, String doc) {
        return new Field(key, kind, byDefault, false, null, doc, false);
    }

    static Field required(String key, String kind, String example, String doc) {
        return new Field(key, kind, null, true, example, doc, false);
    }

    static Field optional(String key, String kind, String example, String doc) {
        return new Field(key, kind, null, false, example, doc, false);
    }

    Field asSecret() {
        return new Field(key, kind, byDefault, required, example, doc, true);
    }
}

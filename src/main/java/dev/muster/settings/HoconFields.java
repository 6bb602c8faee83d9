package dev.muster.settings;

import com.typesafe.config.ConfigUtil;
import com.typesafe.config.ConfigValue;
import com.typesafe.config.ConfigValueType;
import dev.muster.worker.Fields;
import dev.muster.worker.Secret;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/** Reads keys from HOCON, and writes down as a schema what it was asked for. */
final class HoconFields implements Fields {
    private final String worker;
    private final Layers layers;
    private final Problems problems;
    private final Claims claims;
    private final Map<String, Field> schema = new LinkedHashMap<>();
    private final Secrets secrets = new Secrets(this);

    HoconFields(String worker, Layers layers, Problems problems, Claims claims) {
        this.worker = worker;
        this.layers = layers;
        this.problems = problems;
        this.claims = claims;
    }

    /** Everything asked for so far, in that order. */
    List<Field> schema() {
        synchronized (schema) {
            return List.copyOf(schema.values());
        }
    }

    /** What each key of the schema is in the end. */
    List<Setting> effective() {
        return schema().stream()
                .map(field -> Setting.of(field, layers, problems))
                .toList();
    }

    /** Whether the stanza itself, and not what it falls back on, says something about the key. */
    boolean says(String key) {
        return layers.says(key);
    }

    /** The text with every secret of this stanza blotted out. */
    String masked(String text) {
        return secrets.masked(text);
    }

    @Override
    public String worker() {
        return worker;
    }

    @Override
    public String requiredText(String key, String example, String doc) {
        return read(Field.required(key, "text", Hocon.text(example), doc), example, Values::filled);
    }

    @Override
    public String text(String key, String byDefault, String doc) {
        return read(Field.of(key, "text", Hocon.text(byDefault), doc), byDefault, Values::text);
    }

    @Override
    public Optional<String> optionalText(String key, String doc) {
        var field = Field.optional(key, "text", "\"…\"", doc);
        return read(field, Optional.empty(), value -> Optional.of(Values.filled(value)));
    }

    @Override
    public List<String> requiredTexts(String key, List<String> example, String doc) {
        var field = Field.required(key, "list of texts", Hocon.texts(example), doc);
        return read(field, example, value -> Values.texts(value, true));
    }

    @Override
    public List<String> texts(String key, List<String> byDefault, String doc) {
        var field = Field.of(key, "list of texts", Hocon.texts(byDefault), doc);
        return read(field, byDefault, value -> Values.texts(value, false));
    }

    @Override
    public Map<String, String> entries(String key, String doc) {
        return read(Field.of(key, "object of texts", "{}", doc), Map.of(), Values::entries);
    }

    @Override
    public List<Object> values(String key, String doc) {
        return read(Field.of(key, "list of values", "[]", doc), List.of(), Values::values);
    }

    @Override
    public int integer(String key, int byDefault, int min, int max, String doc) {
        return (int) count(key, byDefault, min, max, doc);
    }

    @Override
    public long count(String key, long byDefault, long min, long max, String doc) {
        var field = Field.of(key, "whole number, " + Values.range(min, max), Long.toString(byDefault), doc);
        return read(field, byDefault, value -> Values.whole(value, min, max));
    }

    double decimal(String key, double byDefault, double min, double max, String doc) {
        var field = Field.of(key, "number, " + min + " to " + max, Double.toString(byDefault), doc);
        return read(field, byDefault, value -> Values.decimal(value, min, max));
    }

    @Override
    public boolean flag(String key, boolean byDefault, String doc) {
        return read(Field.of(key, "true or false", Boolean.toString(byDefault), doc), byDefault, Values::flag);
    }

    @Override
    public Duration duration(String key, Duration byDefault, String doc) {
        var field = Field.of(key, "duration, more than 0", Units.written(byDefault), doc);
        return read(field, byDefault, value -> Values.duration(value, false));
    }

    @Override
    public Duration durationOrZero(String key, Duration byDefault, String doc) {
        var field = Field.of(key, "duration, 0s or more", Units.written(byDefault), doc);
        return read(field, byDefault, value -> Values.duration(value, true));
    }

    @Override
    public long bytes(String key, long byDefault, String doc) {
        var field = Field.of(key, "size", Units.written(byDefault), doc);
        return read(field, byDefault, Values::bytes);
    }

    @Override
    public <E extends Enum<E>> E choice(String key, E byDefault, String doc) {
        var type = byDefault.getDeclaringClass();
        var field = Field.of(key, Hocon.alternatives(type), Values.kebab(byDefault), doc);
        return read(field, byDefault, value -> Values.choice(value, type));
    }

    /** One of an enum's constants, or none. */
    <E extends Enum<E>> Optional<E> optionalChoice(String key, Class<E> type, String doc) {
        var example = Values.kebab(type.getEnumConstants()[0]);
        var field = Field.optional(key, Hocon.alternatives(type), example, doc);
        return read(field, Optional.empty(), value -> Optional.of(Values.choice(value, type)));
    }

    @Override
    public Optional<Secret> secret(String key, String doc) {
        return secrets.read(key, doc);
    }

    @Override
    public void problem(String key, String what) {
        var found = layers.find(key).filter(Layers.Found::isWritten);
        var origin = found.map(it -> it.value().origin()).orElse(layers.origin());
        problems.at(origin, found.map(Layers.Found::path).orElse(layers.path(quoted(key))), masked(what));
    }

    @Override
    public void claim(String key, String what) {
        claims.claim(new Claim(what, layers.path(key))).ifPresent(other -> {
            var as = other.what().equals(what) ? "" : ", as " + other.what();
            problem(key, what + " is claimed by " + other.owner() + " already" + as);
        });
    }

    /** That the setting should be changed; at the place where it is written. */
    void warn(String key, String what) {
        layers.find(key).ifPresent(it -> problems.warn(it.value().origin(), it.path(), what));
    }

    /** What the setting says; {@code otherwise} if it is not set, or cannot be used: then there is a problem. */
    <T> T read(Field field, T otherwise, Function<ConfigValue, T> decode) {
        synchronized (schema) {
            schema.put(field.key(), field);
        }
        var found = layers.find(field.key());
        if (found.isEmpty() || found.get().value().valueType() == ConfigValueType.NULL) {
            if (field.required()) problem(field.key(), "must be set (for example " + field.example() + ")");
            return otherwise;
        }
        try {
            if (Unresolved.marks(found.get().value())) return otherwise;
            var read = decode.apply(found.get().value());
            if (found.get().isWritten() && Redaction.isNeeded(field, found.get().value())) {
                Exposure.of(found.get().value().origin()).ifPresent(advice -> warn(field.key(), advice));
            }
            return read;
        } catch (Rejected e) {
            problems.at(found.get().value(), found.get().path(), e.getMessage());
            return otherwise;
        }
    }

    private static String quoted(String key) {
        return ConfigUtil.joinPath(ConfigUtil.splitPath(key));
    }
}

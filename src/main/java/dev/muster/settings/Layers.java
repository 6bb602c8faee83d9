package dev.muster.settings;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigObject;
import com.typesafe.config.ConfigOrigin;
import com.typesafe.config.ConfigUtil;
import com.typesafe.config.ConfigValue;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Objects that stand in for each other: a stanza, then its type's defaults, then everyone's. */
final class Layers {

    /** A value and its full path. */
    record Found(String path, ConfigValue value) {
        /** Whether somebody wrote it, and not Muster itself as a default. */
        boolean isWritten() {
            return !Origins.isOurs(value);
        }
    }

    private record Layer(String path, ConfigObject object) {}

    private final List<Layer> layers = new ArrayList<>();
    private final String first;

    private Layers(String first) {
        this.first = first;
    }

    /** A first layer that need not exist. */
    static Layers of(Config config, String path) {
        return new Layers(path).behind(config, path);
    }

    /** Adds a layer behind all others, if it exists and is an object. */
    Layers behind(Config config, String path) {
        var value = lookup(config.root(), ConfigUtil.splitPath(path));
        if (value instanceof ConfigObject object) layers.add(new Layer(path, object));
        return this;
    }

    /** The path of the first layer with a key behind it. */
    String path(String key) {
        return key.isEmpty() ? first : first + "." + key;
    }

    /** Where the first layer begins; null if there is none. */
    ConfigOrigin origin() {
        return layers.isEmpty() ? null : layers.get(0).object.origin();
    }

    /** The value of the first layer that has the key; null values count as found. */
    Optional<Found> find(String key) {
        var keys = ConfigUtil.splitPath(key);
        for (var layer : layers) {
            var value = lookup(layer.object, keys);
            if (value != null) return Optional.of(new Found(layer.path + "." + key, value));
        }
        return Optional.empty();
    }

    /** Whether the first layer itself says something about the key. */
    boolean says(String key) {
        return find(key)
                .filter(found -> found.path.equals(path(key)) && found.isWritten())
                .isPresent();
    }

    static ConfigValue lookup(ConfigObject object, List<String> keys) {
        ConfigValue value = object;
        for (var key : keys) {
            if (!(value instanceof ConfigObject inner)) return null;
            value = inner.get(key);
        }
        return value;
    }
}

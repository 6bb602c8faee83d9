package dev.muster.settings;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigObject;
import com.typesafe.config.ConfigUtil;
import com.typesafe.config.ConfigValue;
import dev.muster.guardian.Suggestion;
import dev.muster.worker.WorkerType;
import java.util.ArrayList;
import java.util.List;

/** Checks {@code muster.types}: what the stanzas of a type fall back on. */
final class TypeDefaults {
    private static final String ALL = "muster.types";

    private final Config config;
    private final WorkerTypes types;
    private final Problems problems;

    TypeDefaults(Config config, WorkerTypes types, Problems problems) {
        this.config = config;
        this.types = types;
        this.problems = problems;
    }

    static String path(String type) {
        return ALL + "." + ConfigUtil.joinPath(type);
    }

    /** Looks only at what the user wrote; a type that is not even named here is not asked. */
    void check() {
        if (!(Layers.lookup(config.root(), ConfigUtil.splitPath(ALL)) instanceof ConfigObject all)) return;
        for (var name : all.keySet()) {
            if (Origins.isOurs(all.get(name)) || WorkerTypes.isClassName(name)) continue;
            check(name, all.get(name));
        }
    }

    private void check(String name, ConfigValue value) {
        try {
            var type = types.find(name);
            if (type.isEmpty()) {
                problems.at(value, path(name), "unknown type" + Suggestion.among(name, types.names()));
            } else if (value instanceof ConfigObject defaults) {
                new UnknownKeys(known(type.get(), name), problems).check(defaults, path(name));
            } else {
                problems.at(value, path(name), "must be an object { }");
            }
        } catch (Rejected e) {
            // A worker of that type says so itself; without one, nobody needs these defaults.
        }
    }

    private List<String> known(WorkerType type, String name) {
        var known = new ArrayList<String>();
        Schemas.common().forEach(field -> known.add(field.key()));
        Schemas.of(type, name).forEach(field -> known.add(field.key()));
        return known;
    }
}

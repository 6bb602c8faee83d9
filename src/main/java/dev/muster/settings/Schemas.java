package dev.muster.settings;

import com.typesafe.config.ConfigFactory;
import dev.muster.worker.WorkerType;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** What can be set, asked from those who read it. */
public final class Schemas {
    private Schemas() {}

    /** The keys of every type on the class path that has a short name. */
    public static Map<String, List<Field>> types() {
        return types(Plugins.none());
    }

    /** The keys of every type that has a short name; of one that cannot say its keys, those that it came to. */
    public static Map<String, List<Field>> types(Plugins plugins) {
        var schemas = new TreeMap<String, List<Field>>();
        var types = new WorkerTypes(plugins);
        for (var name : types.names()) {
            try {
                types.find(name).ifPresent(type -> schemas.put(name, of(type, name)));
            } catch (Rejected e) {
                schemas.put(name, List.of());
            }
        }
        return schemas;
    }

    /** A clause on each plugin, or type in one, that cannot be used. */
    public static List<String> remarks(Plugins plugins) {
        return new WorkerTypes(plugins).remarks();
    }

    /**
     * A whole settings file with one worker of a type, in which all that can be set stands with its meaning.
     *
     * @param name a short name, or a class name
     * @throws IllegalArgumentException saying why there is no such type
     */
    public static String example(String name, Plugins plugins) {
        var types = new WorkerTypes(plugins);
        try {
            var type = types.find(name).orElseThrow(() -> new Rejected(types.unknown(name)));
            return new Example(name, type).text();
        } catch (Rejected e) {
            throw new IllegalArgumentException(e.getMessage(), e);
        }
    }

    /** The keys that every worker has, besides {@code type}. */
    public static List<Field> common() {
        var fields = nothing("worker");
        StanzaSettings.read(fields);
        return fields.schema();
    }

    /** The keys of {@code muster} itself. */
    public static List<Field> process() {
        var fields = nothing("");
        ProcessSettings.read(fields);
        return fields.schema();
    }

    static List<Field> of(WorkerType type, String name) {
        var fields = nothing(name);
        try {
            TimedCall.begin("read " + name, type.getClass().getClassLoader(), () -> type.read(fields))
                    .resultOrRejected(name);
        } catch (Rejected e) {
            // A type that cannot read nothing at all still has the keys it asked for until then.
        }
        return fields.schema();
    }

    private static HoconFields nothing(String worker) {
        var nowhere = Layers.of(ConfigFactory.empty(), "muster");
        return new HoconFields(worker, nowhere, new Problems(Path.of("nowhere")), new Claims());
    }
}

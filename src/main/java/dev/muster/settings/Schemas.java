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

    /** The keys of every type that has a short name; one that cannot say its keys has none. */
    public static Map<String, List<Field>> types() {
        var schemas = new TreeMap<String, List<Field>>();
        new WorkerTypes().byName().forEach((name, type) -> schemas.put(name, of(type, name)));
        return schemas;
    }

    /**
     * The keys of one type.
     *
     * @param name a short name, or a class name
     * @throws IllegalArgumentException saying why there is no such type
     */
    public static List<Field> type(String name) {
        var types = new WorkerTypes();
        var type = types.byName().get(name);
        if (type != null) return of(type, name);
        if (!WorkerTypes.isClassName(name)) throw new IllegalArgumentException(types.unknown(name));
        try {
            return of(WorkerTypes.load(name), name);
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
            type.read(fields);
        } catch (Throwable e) {
            // A type that cannot read nothing at all still has the keys it asked for until then.
        }
        return fields.schema();
    }

    private static HoconFields nothing(String worker) {
        var nowhere = Layers.of(ConfigFactory.empty(), "muster");
        return new HoconFields(worker, nowhere, new Problems(Path.of("nowhere")), new Claims());
    }
}

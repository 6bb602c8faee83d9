package dev.muster.settings;

import com.typesafe.config.ConfigException;
import com.typesafe.config.ConfigFactory;
import com.typesafe.config.ConfigUtil;
import dev.muster.worker.WorkerType;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** A settings file with one worker of a type, which {@code check} accepts as far as the type's own examples go. */
final class Example {
    private static final String PATH = "muster.workers.example";
    /** A complaint may be followed by another one, but not for ever. */
    private static final int MOST_ROUNDS = 3;

    private final String name;
    private final WorkerType type;
    private final List<Field> schema;
    private final Map<String, String> values = new TreeMap<>();

    Example(String name, WorkerType type) {
        this.name = name;
        this.type = type;
        this.schema = Schemas.of(type, name);
        schema.stream().filter(Field::required).forEach(field -> values.put(field.key(), field.example()));
    }

    String text() {
        for (int i = 0; i < MOST_ROUNDS && amend(); i++) continue;
        return "# What must be set has an example; the rest has its default as a comment.\n" + PATH + " {\n  type = "
                + (name.matches("[a-z-]+") ? name : Hocon.text(name)) + "\n" + SchemaText.of(schema, values)
                + "\n  # and as every worker:\n" + SchemaText.of(Schemas.common(), Map.of()) + "}\n";
    }

    /** Sets what the type still complains about, such as one of two keys that cannot both be missing. */
    private boolean amend() {
        var problems = new Problems(Path.of("example"));
        read(problems);
        boolean amended = false;
        for (var problem : problems.sorted()) amended |= amend(problem);
        return amended;
    }

    private void read(Problems problems) {
        var text = new StringBuilder();
        values.forEach(
                (key, value) -> text.append(key).append(" = ").append(value).append('\n'));
        try {
            var stanza = ConfigFactory.parseString(text.toString()).resolve().atPath(PATH);
            var fields = new HoconFields("example", Layers.of(stanza, PATH), problems, new Claims());
            TimedCall.begin("read " + name, type.getClass().getClassLoader(), () -> type.read(fields))
                    .resultOrRejected(name);
        } catch (ConfigException | Rejected e) {
            // Then the examples are what the type's author wrote.
        }
    }

    private boolean amend(Problem problem) {
        for (var field : schema) {
            boolean meant = problem.path().equals(PATH + "." + ConfigUtil.joinPath(ConfigUtil.splitPath(field.key())));
            if (meant && !values.containsKey(field.key())) {
                values.put(field.key(), example(field));
                return true;
            }
        }
        return false;
    }

    private static String example(Field field) {
        if (field.example() != null) return field.example();
        return field.byDefault().equals("[]") ? "[\"example\"]" : field.byDefault();
    }
}

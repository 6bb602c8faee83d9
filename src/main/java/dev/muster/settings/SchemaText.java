package dev.muster.settings;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** A schema as HOCON with comments: what {@code types} prints, and what stands in {@code reference.conf}. */
public final class SchemaText {
    private static final int WIDTH = 100;

    private SchemaText() {}

    /** An object of that name. A key without a default is written as a comment. Ends with a line break. */
    public static String of(String name, List<Field> schema) {
        var text = new StringBuilder(name).append(" {\n");
        for (var field : schema) {
            for (var line : comment(field)) text.append("  # ").append(line).append('\n');
            text.append("  ").append(setting(field)).append('\n');
        }
        return text.append("}\n").toString();
    }

    /** Each key with its meaning, indented; those that have no value here as comments with their defaults. */
    static String of(List<Field> schema, Map<String, String> values) {
        var text = new StringBuilder();
        for (var field : schema) {
            for (var line : comment(field)) text.append("  # ").append(line).append('\n');
            var value = values.get(field.key());
            var otherwise = field.byDefault() == null ? field.example() : field.byDefault();
            text.append(value == null ? "  # " : "  ").append(field.key()).append(" = ");
            text.append(value == null ? otherwise : value).append('\n');
        }
        return text.toString();
    }

    private static String setting(Field field) {
        if (field.byDefault() != null) return field.key() + " = " + field.byDefault();
        return "# " + field.key() + " = " + field.example();
    }

    private static List<String> comment(Field field) {
        var kind = field.kind() + (field.required() ? "; must be set" : "");
        return wrapped(field.doc() + " (" + kind + ")");
    }

    private static List<String> wrapped(String text) {
        var lines = new ArrayList<String>();
        var line = new StringBuilder();
        for (var word : text.split(" ")) {
            if (line.length() + word.length() >= WIDTH) {
                lines.add(line.toString());
                line.setLength(0);
            }
            line.append(line.isEmpty() ? "" : " ").append(word);
        }
        lines.add(line.toString());
        return lines;
    }
}

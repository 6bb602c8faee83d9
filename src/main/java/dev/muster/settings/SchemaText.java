package dev.muster.settings;

import java.util.ArrayList;
import java.util.List;

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

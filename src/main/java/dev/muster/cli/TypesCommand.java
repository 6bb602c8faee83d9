package dev.muster.cli;

import dev.muster.guardian.ExitCode;
import dev.muster.settings.Field;
import dev.muster.settings.SchemaText;
import dev.muster.settings.Schemas;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Tells what can be set. */
@Command(
        name = "types",
        description = "Lists the types of workers, or the settings of one.",
        mixinStandardHelpOptions = true,
        versionProvider = Version.class)
final class TypesCommand implements Callable<Integer> {

    @Parameters(arity = "0..1", paramLabel = "NAME", description = "a short name or a class name")
    private String name;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() {
        if (name == null) list();
        else show();
        return ExitCode.FINE;
    }

    private void list() {
        var types = Schemas.types();
        int width = types.keySet().stream().mapToInt(String::length).max().orElse(1);
        types.forEach((type, schema) ->
                spec.commandLine().getOut().println(String.format("%-" + width + "s  %s", type, keys(schema))));
    }

    private void show() {
        var out = spec.commandLine().getOut();
        try {
            out.print(SchemaText.of(name, Schemas.type(name)));
        } catch (IllegalArgumentException e) {
            throw new ParameterException(spec.commandLine(), e.getMessage());
        }
        out.println();
        out.println("# and as every worker:");
        out.print(SchemaText.of("worker-defaults", Schemas.common()));
        out.flush();
    }

    private static String keys(List<Field> schema) {
        return schema.stream()
                .map(field -> field.required() ? field.key() + " (must be set)" : field.key())
                .collect(Collectors.joining(", "));
    }
}

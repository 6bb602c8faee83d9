package dev.muster.cli;

import dev.muster.cli.terminal.ExitCode;
import dev.muster.cli.terminal.Version;
import dev.muster.report.sinks.Printable;
import dev.muster.settings.Field;
import dev.muster.settings.Plugins;
import dev.muster.settings.Schemas;
import dev.muster.settings.SettingsReader;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;
import picocli.CommandLine.Spec;

/** Tells what can be set. */
@Command(
        name = "types",
        description = "Lists the types of workers, or shows a stanza of one with all that can be set.",
        mixinStandardHelpOptions = true,
        versionProvider = Version.class)
final class TypesCommand implements Callable<Integer> {

    @Parameters(arity = "0..1", paramLabel = "NAME", description = "a short name or a class name")
    private String name;

    @ParentCommand
    private MusterCommand muster;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() {
        if (name == null) list();
        else show();
        return ExitCode.FINE;
    }

    private void list() {
        var plugins = plugins();
        var types = Schemas.types(plugins);
        int width = types.keySet().stream().mapToInt(String::length).max().orElse(1);
        types.forEach((type, schema) ->
                spec.commandLine().getOut().println(String.format("%-" + width + "s  %s", type, keys(schema))));
        Schemas.remarks(plugins)
                .forEach(remark -> spec.commandLine().getErr().println(Printable.of("warning: " + remark)));
    }

    private Plugins plugins() {
        return Plugins.in(new SettingsReader(muster.config()).plugins());
    }

    private void show() {
        var out = spec.commandLine().getOut();
        try {
            out.print(Schemas.example(name, plugins()));
            out.flush();
        } catch (IllegalArgumentException e) {
            throw new ParameterException(spec.commandLine(), Printable.of(e.getMessage()));
        }
    }

    private static String keys(List<Field> schema) {
        return schema.stream()
                .map(field -> field.required() ? field.key() + " (must be set)" : field.key())
                .collect(Collectors.joining(", "));
    }
}

package dev.muster.cli;

import dev.muster.cli.terminal.Version;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParentCommand;
import picocli.CommandLine.Spec;

/** Runs the workers until they end or a signal comes. */
@Command(
        name = "run",
        description = "Runs the workers until they end or a signal comes (default).",
        mixinStandardHelpOptions = true,
        versionProvider = Version.class)
final class RunCommand implements Callable<Integer> {

    @ParentCommand
    private MusterCommand muster;

    @Mixin
    private RunOptions options;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() {
        return options.or(muster.options())
                .run(muster.config(), spec.commandLine().getErr());
    }
}

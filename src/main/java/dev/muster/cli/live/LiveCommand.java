package dev.muster.cli.live;

import dev.muster.cli.terminal.ExitCode;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** A command to a running Muster. What keeps it from an answer is one sentence on standard error. */
abstract class LiveCommand implements Callable<Integer> {
    private static final String NAME = "[a-z][a-z0-9-]{0,62}";

    @Mixin
    private LiveOptions options;

    @Spec
    private CommandSpec spec;

    @Override
    public final Integer call() {
        try {
            return answer(options.client(config(), isConfigNamed()));
        } catch (LiveFailure e) {
            err().println(e.getMessage());
            return e.code();
        }
    }

    /**
     * Does it, on the calling thread.
     *
     * @return the exit code, {@link ExitCode#FINE} if all was done
     */
    abstract int answer(AdminClient client) throws LiveFailure;

    private Path config() {
        return spec.root().findOption("--config").getValue();
    }

    private boolean isConfigNamed() {
        return isGiven(spec) || isGiven(spec.parent());
    }

    private static boolean isGiven(CommandSpec command) {
        return command.commandLine().getParseResult().hasMatchedOption("--config");
    }

    /** @throws ParameterException if it cannot be a worker's name */
    final String named(String name) {
        if (name.matches(NAME)) return name;
        throw new ParameterException(
                spec.commandLine(),
                "'" + name + "' is no worker's name (allowed: a to z, 0 to 9 and -, a letter first)");
    }

    final CommandSpec spec() {
        return spec;
    }

    final PrintWriter out() {
        return spec.commandLine().getOut();
    }

    final PrintWriter err() {
        return spec.commandLine().getErr();
    }
}

package dev.muster.cli;

import dev.muster.cli.live.LogLevelCommand;
import dev.muster.cli.live.StatusCommand;
import dev.muster.cli.live.TailCommand;
import dev.muster.cli.live.VerbCommand;
import dev.muster.cli.project.NewWorkerCommand;
import dev.muster.cli.terminal.ExitCode;
import dev.muster.cli.terminal.Terminal;
import dev.muster.cli.terminal.Version;
import java.io.OutputStreamWriter;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ScopeType;
import picocli.CommandLine.Spec;

/** The root of the command line. Without a subcommand it runs. */
@Command(
        name = "muster",
        description = "Runs I/O workers, and brings back those that fail.",
        mixinStandardHelpOptions = true,
        versionProvider = Version.class,
        subcommands = {
            RunCommand.class,
            CheckCommand.class,
            TypesCommand.class,
            ConfigCommand.class,
            NewWorkerCommand.class,
            StatusCommand.class,
            TailCommand.class,
            LogLevelCommand.class
        },
        synopsisSubcommandLabel = "[COMMAND]",
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {
            "0:fine",
            "1:crash, or --summary or standard output could not be written",
            "2:wrong usage",
            "3:the settings cannot be used",
            "4:the admin port is taken",
            "5:a worker FAILED, and all have ended or it was to end the process",
            "6:a running Muster refused what it was told, or has no such worker",
            "7:not reached: a running Muster, or what the workers depend on (check --connect)",
            "130, 143:ended by SIGINT, SIGTERM"
        })
public final class MusterCommand implements Callable<Integer> {

    @Option(
            names = {"-c", "--config"},
            paramLabel = "FILE",
            scope = ScopeType.INHERIT,
            defaultValue = "application.conf",
            description = "the settings (default: ./${DEFAULT-VALUE})")
    private Path config;

    @Mixin
    private RunOptions options;

    @Spec
    private CommandSpec spec;

    private MusterCommand() {}

    /**
     * Does what the arguments say, on the calling thread, and for {@code run} until all has ended.
     *
     * @return the exit code
     */
    public static int execute(String... args) {
        return execute(Terminal.out(), Terminal.err(), args);
    }

    /**
     * The same with other streams for what the commands say; the log goes where it always goes.
     *
     * @return the exit code
     */
    public static int execute(PrintStream out, PrintStream err, String... args) {
        var muster = new CommandLine(new MusterCommand());
        VerbCommand.addTo(muster);
        return muster.setOut(writer(out))
                .setErr(writer(err))
                .setCaseInsensitiveEnumValuesAllowed(true)
                .setExecutionExceptionHandler(MusterCommand::crashed)
                .setExecutionStrategy(MusterCommand::perform)
                .execute(args);
    }

    @Override
    public Integer call() {
        return options.run(config, spec.commandLine().getErr());
    }

    RunOptions options() {
        return options;
    }

    Path config() {
        return config;
    }

    /** What only {@code run} takes is taken before the command too, but must not be passed over when another one follows. */
    private static int perform(CommandLine.ParseResult parsed) {
        var command = parsed.subcommand();
        boolean runs = command == null || command.commandSpec().userObject() instanceof RunCommand;
        if (!runs) {
            var muster = (MusterCommand) parsed.commandSpec().userObject();
            muster.options.refuseFor(command.commandSpec().commandLine());
        }
        int code = new CommandLine.RunLast().execute(parsed);
        return runs || code != ExitCode.FINE
                ? code
                : written(parsed.commandSpec().commandLine());
    }

    /** Whoever goes on with what was printed must not take half of it for the whole. */
    private static int written(CommandLine muster) {
        muster.getOut().flush();
        if (Terminal.lost().isEmpty()) return ExitCode.FINE;
        muster.getErr()
                .println("standard output cannot be written (" + Terminal.lost().get() + ")");
        return ExitCode.CRASH;
    }

    private static int crashed(Exception e, CommandLine command, CommandLine.ParseResult parsed) {
        e.printStackTrace(command.getErr());
        return ExitCode.CRASH;
    }

    private static PrintWriter writer(PrintStream stream) {
        return new PrintWriter(new OutputStreamWriter(stream, StandardCharsets.UTF_8), true) {
            /** A stream keeps to itself that nobody reads it any more. */
            @Override
            public boolean checkError() {
                return super.checkError() || stream.checkError();
            }
        };
    }
}

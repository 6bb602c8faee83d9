package dev.muster.cli;

import dev.muster.admin.AdminUnavailable;
import dev.muster.cli.log.LogOptions;
import dev.muster.cli.progress.Progress;
import dev.muster.cli.terminal.ExitCode;
import dev.muster.report.sinks.Printable;
import dev.muster.settings.BadSettings;
import dev.muster.settings.SettingsReader;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.Optional;
import picocli.CommandLine;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;

/** How to run; the same with and without the word {@code run}. */
final class RunOptions {

    @Option(names = "--summary", paramLabel = "FILE", description = "where to write the account at the end, as JSON")
    private Path summary;

    @Option(
            names = "--no-progress",
            description = "shows no line about how far the workers are; there is one only on a terminal, and not with"
                    + " --log json")
    private boolean isProgressUnwanted;

    @Mixin
    private LogOptions log;

    /** These, and where nothing is said, what was said before the word {@code run}. */
    RunOptions or(RunOptions before) {
        if (summary == null) summary = before.summary;
        isProgressUnwanted |= before.isProgressUnwanted;
        log.or(before.log);
        return this;
    }

    /** @throws ParameterException if any of these was said to a command that has no use for it */
    void refuseFor(CommandLine command) {
        var option = summary != null ? "--summary" : isProgressUnwanted ? "--no-progress" : log.said();
        if (option == null) return;
        throw new ParameterException(command, option + " is for run only, not for " + command.getCommandName());
    }

    int run(Path config, PrintWriter err) {
        var obstacle = Optional.ofNullable(summary).flatMap(Summary::obstacle);
        if (obstacle.isPresent()) {
            err.println(Printable.of(obstacle.get()));
            return ExitCode.USAGE;
        }
        try {
            log.apply();
            var settings = new SettingsReader(config).read();
            var progress = isProgressUnwanted ? Progress.none() : Progress.onTerminal();
            return new Application(settings, summary, progress).run();
        } catch (BadSettings e) {
            e.problems().forEach(problem -> err.println(Printable.of(problem.toString())));
            return ExitCode.SETTINGS;
        } catch (AdminUnavailable e) {
            err.println(Printable.of(e.getMessage()));
            return ExitCode.ADMIN_PORT_TAKEN;
        }
    }
}

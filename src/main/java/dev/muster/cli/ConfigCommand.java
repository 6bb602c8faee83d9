package dev.muster.cli;

import dev.muster.cli.terminal.ExitCode;
import dev.muster.cli.terminal.Version;
import dev.muster.report.sinks.Printable;
import dev.muster.settings.BadSettings;
import dev.muster.settings.MusterSettings;
import dev.muster.settings.Setting;
import dev.muster.settings.SettingsReader;
import java.io.PrintWriter;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParentCommand;
import picocli.CommandLine.Spec;

/** Shows what holds when the settings, the environment and all defaults are taken together. */
@Command(
        name = "config",
        description = "Prints every setting as it is in the end, as HOCON, secrets masked.",
        mixinStandardHelpOptions = true,
        versionProvider = Version.class)
final class ConfigCommand implements Callable<Integer> {

    @Option(names = "--origins", description = "also where each one comes from, as a comment")
    private boolean origins;

    @ParentCommand
    private MusterCommand muster;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() {
        try {
            print(new SettingsReader(muster.config()).read(), spec.commandLine().getOut());
            return ExitCode.FINE;
        } catch (BadSettings e) {
            var err = spec.commandLine().getErr();
            e.problems().forEach(problem -> err.println(Printable.of(problem.toString())));
            return ExitCode.SETTINGS;
        }
    }

    private void print(MusterSettings settings, PrintWriter out) {
        settings.effective().stream()
                .filter(it -> origins || it.value() != null)
                .forEach(it -> out.println(line(it)));
        settings.guardian().workers().stream()
                .filter(worker -> worker.broken() != null)
                .forEach(worker -> out.println(Printable.of(
                        "# muster.workers." + worker.name() + " would be FAILED from the start: " + worker.broken())));
    }

    private String line(Setting setting) {
        if (setting.value() == null) return "# " + setting.path() + " is not set";
        var line = setting.path() + " = " + setting.value();
        return Printable.of(origins ? line + "  # " + setting.origin() : line);
    }
}

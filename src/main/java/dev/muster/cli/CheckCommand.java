package dev.muster.cli;

import dev.muster.cli.terminal.ExitCode;
import dev.muster.cli.terminal.Version;
import dev.muster.guardian.WorkerSettings;
import dev.muster.report.sinks.Printable;
import dev.muster.settings.BadSettings;
import dev.muster.settings.MusterSettings;
import dev.muster.settings.Setting;
import dev.muster.settings.SettingsReader;
import java.io.PrintWriter;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParentCommand;
import picocli.CommandLine.Spec;

/** Tells everything that is wrong with the settings; stricter than {@code run}, which lives with a broken worker. */
@Command(
        name = "check",
        description = "Says what is wrong with the settings, all at once; starts nothing.",
        mixinStandardHelpOptions = true,
        versionProvider = Version.class)
final class CheckCommand implements Callable<Integer> {

    @ParentCommand
    private MusterCommand muster;

    @Option(
            names = "--connect",
            description = "also connects to what the workers depend on, for 10 s at most, and says how long it took")
    private boolean connect;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() {
        var out = spec.commandLine().getOut();
        try {
            return report(new SettingsReader(muster.config()).read(), out);
        } catch (BadSettings e) {
            e.problems().forEach(problem -> out.println(Printable.of(problem.toString())));
            return ExitCode.SETTINGS;
        }
    }

    private int report(MusterSettings settings, PrintWriter out) {
        var workers = settings.guardian().workers();
        var broken = workers.stream().filter(worker -> worker.broken() != null).toList();
        if (!broken.isEmpty()) return report(broken, settings, out);
        var names = workers.stream().map(WorkerSettings::name).collect(Collectors.joining(", "));
        settings.warnings().forEach(warning -> out.println(Printable.of("warning: " + warning)));
        if (connect && !new DependencyCheck(workers).report(out)) return ExitCode.UNREACHABLE;
        out.println("ok: " + workers.size() + (workers.size() == 1 ? " worker (" : " workers (") + names + ")");
        return ExitCode.FINE;
    }

    private static int report(List<WorkerSettings> broken, MusterSettings settings, PrintWriter out) {
        for (var worker : broken) {
            var type = "muster.workers." + worker.name() + ".type";
            var origin = settings.effective().stream().filter(it -> it.path().equals(type));
            out.println(Printable.of(origin.map(Setting::origin).findFirst().orElse("") + ": muster.workers."
                    + worker.name() + ": would be FAILED from the start: " + worker.broken()));
        }
        return ExitCode.SETTINGS;
    }
}

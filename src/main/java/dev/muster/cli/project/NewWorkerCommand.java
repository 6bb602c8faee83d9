package dev.muster.cli.project;

import dev.muster.cli.terminal.ExitCode;
import dev.muster.cli.terminal.Version;
import dev.muster.report.sinks.Printable;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Begins a project for a worker of the user's own. */
@Command(
        name = "new-worker",
        description = "Writes a Maven project for a worker of your own, which builds, passes its test and runs.",
        mixinStandardHelpOptions = true,
        versionProvider = Version.class)
public final class NewWorkerCommand implements Callable<Integer> {

    @Parameters(paramLabel = "NAME", description = "the worker's name in kebab-case, such as tail-log")
    private String name;

    @Option(
            names = "--kind",
            paramLabel = "KIND",
            defaultValue = "stream",
            converter = WorkerKind.Reader.class,
            description = "how it is written: stream, actor or blocking (default: ${DEFAULT-VALUE})")
    private WorkerKind kind;

    @Option(
            names = "--package",
            paramLabel = "PACKAGE",
            defaultValue = "com.example",
            description = "of its class (default: ${DEFAULT-VALUE})")
    private String inPackage;

    @Option(
            names = "--directory",
            paramLabel = "DIRECTORY",
            description = "where the project goes; must not exist (default: ./NAME)")
    private Path directory;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() {
        var worker = worker();
        var place = directory == null ? Path.of(name) : directory;
        try {
            var muster = OwnJar.find();
            var project = new NewProject(worker, kind, new MusterRepository(muster, muster.version()));
            project.writeTo(place.toAbsolutePath().normalize());
            tell(project, place);
            return ExitCode.FINE;
        } catch (FileAlreadyExistsException e) {
            throw refused(e.getFile() + " exists already, and nothing is overwritten: name another --directory");
        } catch (IllegalStateException e) {
            return failed(e.getMessage());
        } catch (IOException e) {
            return failed("cannot write the project to " + place + " (" + e + ")");
        }
    }

    private WorkerName worker() {
        try {
            return new WorkerName(name, inPackage);
        } catch (IllegalArgumentException e) {
            throw refused(e.getMessage());
        }
    }

    private ParameterException refused(String why) {
        return new ParameterException(spec.commandLine(), Printable.of(why));
    }

    private int failed(String why) {
        spec.commandLine().getErr().println(Printable.of(why));
        return ExitCode.CRASH;
    }

    private void tell(NewProject project, Path place) {
        var out = spec.commandLine().getOut();
        out.println("written to " + Printable.of(place.toString()) + ":");
        project.files().forEach(file -> out.println("  " + file));
        out.println("  repository/  (Muster " + Version.number() + " and its contract suite)");
        out.println("next:");
        print(out, "cd " + quoted(place.toString()));
        print(out, "mvn verify");
        print(out, project.runCommand());
    }

    private static void print(PrintWriter out, String command) {
        out.println("  " + Printable.of(command));
    }

    private static String quoted(String path) {
        return path.matches("[\\w./\\\\:~-]+") ? path : '"' + path + '"';
    }
}

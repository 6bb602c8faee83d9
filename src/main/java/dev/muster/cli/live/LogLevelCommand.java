package dev.muster.cli.live;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.muster.cli.log.LogLevels;
import dev.muster.cli.terminal.ExitCode;
import dev.muster.cli.terminal.Version;
import dev.muster.report.sinks.Printable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;

/** Shows or changes how much a worker of a running Muster logs. */
@Command(
        name = "log-level",
        description = "Shows how much a worker of a running Muster logs, or changes it until Muster ends.",
        mixinStandardHelpOptions = true,
        versionProvider = Version.class)
public final class LogLevelCommand extends LiveCommand {

    @Parameters(index = "0", paramLabel = "NAME", description = "the worker")
    private String name;

    @Parameters(
            index = "1",
            arity = "0..1",
            paramLabel = "LEVEL",
            description = "off, error, warn, info, debug, trace, or default to take back what was set;"
                    + " none: shows the level in force")
    private String level;

    @Option(names = "--json", description = "prints the answer as one JSON object")
    private boolean json;

    @Override
    int answer(AdminClient client) throws LiveFailure {
        var path = "/loggers/" + named(name);
        if (level != null && !LogLevels.isLevel(level)) {
            throw new ParameterException(spec().commandLine(), Printable.of(LogLevels.unknown(level)));
        }
        print(level == null ? client.get(path) : set(client, path));
        return ExitCode.FINE;
    }

    private JsonNode set(AdminClient client, String path) throws LiveFailure {
        return client.post(path, JsonNodeFactory.instance.objectNode().put("level", level))
                .body();
    }

    private void print(JsonNode answer) {
        if (json) out().println(answer);
        else out().println("[" + name + "] logs at " + StatusTable.text(answer, "level"));
    }
}

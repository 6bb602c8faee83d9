package dev.muster.cli.live;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.MissingNode;
import dev.muster.cli.terminal.ExitCode;
import dev.muster.cli.terminal.Version;
import dev.muster.guardian.Verb;
import dev.muster.report.sinks.Printable;
import java.util.List;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;

/** Tells workers of a running Muster a verb. */
@Command(mixinStandardHelpOptions = true, versionProvider = Version.class)
public final class VerbCommand extends LiveCommand {
    private final Verb verb;

    @Parameters(paramLabel = "NAME", arity = "0..*", description = "the workers")
    private List<String> names = List.of();

    @Option(names = "--all", description = "every worker that can; exit code 6 only if none can")
    private boolean all;

    @Option(names = "--json", description = "prints each answer as one JSON object")
    private boolean json;

    private VerbCommand(Verb verb) {
        this.verb = verb;
    }

    /** Makes every verb a command. */
    public static void addTo(CommandLine muster) {
        for (var verb : Verb.values()) {
            var command = new CommandLine(new VerbCommand(verb));
            command.getCommandSpec().usageMessage().description(says(verb));
            muster.addSubcommand(verb.toString(), command);
        }
    }

    private static String says(Verb verb) {
        return switch (verb) {
            case PAUSE -> "Holds workers of a running Muster, until they are resumed.";
            case RESUME -> "Lets paused workers of a running Muster go on.";
            case TRIGGER -> "Lets workers of a running Muster run, or try again, now.";
            case RESTART -> "Stops workers of a running Muster and begins them anew.";
            case STOP -> "Stops workers of a running Muster for good.";
        };
    }

    @Override
    int answer(AdminClient client) throws LiveFailure {
        if (all == !names.isEmpty()) {
            throw new ParameterException(spec().commandLine(), "name workers, or --all");
        }
        if (all) return tellAll(client);
        names.forEach(this::named);
        int code = ExitCode.FINE;
        for (var name : names) if (!told(client, name)) code = ExitCode.REFUSED;
        return code;
    }

    /** One that there is not must not keep the others from being told. */
    private boolean told(AdminClient client, String name) throws LiveFailure {
        try {
            var body = client.post("/workers/" + name + "/" + verb, MissingNode.getInstance())
                    .body();
            print(name, body);
            return body.path("done").asBoolean();
        } catch (LiveFailure e) {
            if (e.isUnreachable()) throw e;
            print(name, JsonNodeFactory.instance.objectNode().put("done", false).put("answer", e.getMessage()));
            return false;
        }
    }

    /** Some workers have ended, or are there already: that is no failure of whoever means all that can. */
    private int tellAll(AdminClient client) throws LiveFailure {
        var wanted = JsonNodeFactory.instance.objectNode().put("verb", verb.toString());
        int code = ExitCode.REFUSED;
        for (var answer : client.post("/workers", wanted).body().path("answers").properties()) {
            print(answer.getKey(), answer.getValue());
            if (answer.getValue().path("done").asBoolean()) code = ExitCode.FINE;
        }
        return code;
    }

    private void print(String name, JsonNode answer) {
        var text = "[" + Printable.of(name) + "] "
                + Printable.of(answer.path("answer").asText());
        if (json) {
            var line = JsonNodeFactory.instance.objectNode().put("worker", name).put("verb", verb.toString());
            line.set("done", answer.path("done"));
            line.set("answer", answer.path("answer"));
            out().println(Printable.of(line.toString()));
        } else if (answer.path("done").asBoolean()) {
            out().println(text);
        } else {
            err().println(text);
        }
    }
}

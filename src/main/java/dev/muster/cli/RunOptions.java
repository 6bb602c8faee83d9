package dev.muster.cli;

import dev.muster.guardian.ExitCode;
import dev.muster.settings.BadSettings;
import dev.muster.settings.SettingsReader;
import java.io.PrintWriter;
import java.nio.file.Path;
import picocli.CommandLine.Option;

/** How to run; the same with and without the word {@code run}. */
final class RunOptions {

    @Option(names = "--summary", paramLabel = "FILE", description = "where to write the account at the end, as JSON")
    private Path summary;

    int run(Path config, PrintWriter err) {
        try {
            var settings = new SettingsReader(config).read();
            return new Application(settings, summary).run();
        } catch (BadSettings e) {
            e.problems().forEach(err::println);
            return ExitCode.SETTINGS;
        }
    }
}

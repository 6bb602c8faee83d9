package dev.muster.cli.live;

import dev.muster.settings.AdminSettings;
import dev.muster.settings.BadSettings;
import dev.muster.settings.SettingsReader;
import dev.muster.worker.Secret;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import picocli.CommandLine.Option;

/** How a running Muster is found, and what it is shown; the same for every command that speaks to one. */
final class LiveOptions {

    @Option(
            names = {"-u", "--url"},
            paramLabel = "URL",
            defaultValue = "${env:MUSTER_URL}",
            description = "where Muster is (default: $MUSTER_URL, then muster.admin in the settings,"
                    + " then http://127.0.0.1:8899)")
    private String url;

    @Option(
            names = "--token-file",
            paramLabel = "FILE",
            defaultValue = "${env:MUSTER_TOKEN_FILE}",
            description = "a file that holds the token (default: $MUSTER_TOKEN_FILE, then muster.admin in the settings,"
                    + " unless a URL is named)")
    private Path tokenFile;

    /**
     * Finds Muster's address.
     *
     * @param config the settings; they need not exist unless {@code named}
     * @param named whether the user named them
     * @throws LiveFailure if what is named cannot be used
     */
    AdminClient client(Path config, boolean named) throws LiveFailure {
        var address = address(config, named);
        boolean shown = tokenFile != null && !tokenFile.toString().isBlank();
        return new AdminClient(shown ? address.with(token()) : address);
    }

    /** A token from the settings is shown only to the address from the same settings. */
    private AdminAddress address(Path config, boolean named) throws LiveFailure {
        var inherited = System.getenv("MUSTER_URL");
        // An environment variable that is set to nothing is as good as none.
        if (url != null && !(url.isBlank() && url.equals(inherited))) {
            return AdminAddress.of(url, url.equals(inherited) ? "MUSTER_URL" : "--url");
        }
        if (!named && !Files.exists(config)) return AdminAddress.DEFAULT;
        try {
            return AdminAddress.of(new SettingsReader(config).readAdmin(), config.toString());
        } catch (BadSettings e) {
            throw LiveFailure.settings(e.problems().get(0) + " (or name Muster's address with --url URL)");
        }
    }

    private Secret token() throws LiveFailure {
        try {
            return AdminSettings.tokenIn(Files.readString(tokenFile))
                    .orElseThrow(
                            () -> LiveFailure.settings(tokenFile + ": holds no token (one word of ASCII characters)"));
        } catch (IOException e) {
            throw LiveFailure.settings(tokenFile + ": the token cannot be read from it");
        }
    }
}

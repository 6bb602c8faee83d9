package dev.muster.cli.project;

import dev.muster.cli.terminal.Version;
import java.io.IOException;
import java.io.InputStream;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** The jar that Muster runs from, which holds the contract suite's jar as well. */
record OwnJar(Path path) {
    /** Put there when Muster is packaged. */
    private static final String CONTRACT = "/META-INF/muster-contract.jar";

    /** Digits of the content's hash: enough to tell any two builds apart. */
    private static final int HASH = 12;

    private static final int BUFFER = 1 << 16;

    /** @throws IllegalStateException in one sentence, if Muster does not run from its jar */
    static OwnJar find() {
        try {
            var path = Path.of(OwnJar.class
                    .getProtectionDomain()
                    .getCodeSource()
                    .getLocation()
                    .toURI());
            if (Files.isRegularFile(path) && OwnJar.class.getResource(CONTRACT) != null) return new OwnJar(path);
        } catch (URISyntaxException | IllegalArgumentException e) {
            // Then it is nothing that could be copied.
        }
        throw new IllegalStateException(
                "new-worker puts Muster's own jar into the project, but this Muster does not run from "
                        + "a whole one: run it as java -jar muster.jar new-worker NAME");
    }

    InputStream contract() {
        return OwnJar.class.getResourceAsStream(CONTRACT);
    }

    /**
     * A version that no other build has: Maven keeps for ever what it once saw under a version, and builds of one version
     * differ.
     */
    String version() throws IOException {
        return Version.number() + "-" + hash().substring(0, HASH);
    }

    private String hash() throws IOException {
        try (var in = Files.newInputStream(path)) {
            var digest = MessageDigest.getInstance("SHA-256");
            var buffer = new byte[BUFFER];
            for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) digest.update(buffer, 0, read);
            return HexFormat.of().formatHex(digest.digest());
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }
}

package dev.muster.settings;

import com.typesafe.config.ConfigOrigin;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.util.Optional;

/** Tells where a secret can be seen by people whom it does not concern. */
final class Exposure {
    private static final String INSTEAD = "take it from ${?NAME} or from a file of its own";

    private Exposure() {}

    /** A clause of advice, if the secret is written where others can see it. */
    static Optional<String> of(ConfigOrigin origin) {
        if (origin.filename() != null && isReadByAll(Path.of(origin.filename()))) {
            return Optional.of("a secret in a file that every user may read: chmod o-r the file, or " + INSTEAD);
        }
        return origin.description().startsWith("system property")
                ? Optional.of("a secret on the command line, which every user may see: " + INSTEAD)
                : Optional.empty();
    }

    /** False where files have no such modes. */
    static boolean isReadByAll(Path file) {
        try {
            return Files.getPosixFilePermissions(file).contains(PosixFilePermission.OTHERS_READ);
        } catch (IOException | UnsupportedOperationException e) {
            return false;
        }
    }
}

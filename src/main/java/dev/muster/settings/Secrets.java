package dev.muster.settings;

import dev.muster.worker.Secret;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;

/** The secrets of one stanza: each from its own key, or from the file that another key names. */
final class Secrets {
    private final HoconFields fields;
    private final List<String> revealed = new CopyOnWriteArrayList<>();

    Secrets(HoconFields fields) {
        this.fields = fields;
    }

    Optional<Secret> read(String key, String doc) {
        var field = Field.optional(key, "secret text", "${?SECRET}", doc).asSecret();
        var written =
                fields.read(field, Optional.<Secret>empty(), value -> Optional.of(new Secret(Values.text(value))));
        var ofFile = ofFile(key);
        if (written.isPresent() && ofFile.isPresent()) {
            fields.problem(key + "-file", "and " + key + " exclude each other: set one of them");
        }
        var secret = written.or(() -> ofFile);
        secret.map(Secret::reveal).filter(text -> !text.isEmpty()).ifPresent(revealed::add);
        return secret;
    }

    /** The text with every one of them blotted out. */
    String masked(String text) {
        var masked = text;
        for (var secret : revealed) masked = masked.replace(secret, Redaction.MASK);
        return masked;
    }

    private Optional<Secret> ofFile(String key) {
        var example = "\"/run/secrets/" + key + "\"";
        var field = Field.optional(key + "-file", "text", example, "file that holds the " + key + " instead");
        return fields.read(field, Optional.empty(), value -> Optional.of(ofFile(field.key(), Values.filled(value))));
    }

    private Secret ofFile(String key, String name) {
        try {
            var secret = new Secret(SecretFile.read(name));
            if (Exposure.isReadByAll(Path.of(name))) {
                fields.warn(key, "every user may read '" + name + "': chmod o-r it");
            }
            return secret;
        } catch (Rejected e) {
            fields.problem(key, e.getMessage());
            // One that is there, so that nobody misses it besides.
            return new Secret("");
        }
    }
}

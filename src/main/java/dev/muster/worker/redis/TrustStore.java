package dev.muster.worker.redis;

import dev.muster.worker.Fields;
import dev.muster.worker.Secret;
import io.lettuce.core.SslOptions;
import java.nio.file.Path;
import java.util.Optional;

/** Whose certificates are trusted, instead of those that Java trusts. */
record TrustStore(Path file, Optional<Secret> password) {

    static Optional<TrustStore> read(Fields fields) {
        var file = fields.optionalText(
                "trust-store", "certificates to trust with rediss: (.pem, .crt, or a Java key store); else Java's");
        var password = fields.secret("trust-store-password", "of a Java key store");
        if (file.isEmpty() && password.isPresent()) fields.problem("trust-store-password", "needs a trust-store");
        return file.map(name -> new TrustStore(Path.of(name), password));
    }

    void applyTo(SslOptions.Builder options) {
        var name = file.toString();
        if (name.endsWith(".pem") || name.endsWith(".crt")) options.trustManager(file.toFile());
        else options.truststore(file.toFile(), password.map(Secret::reveal).orElse(""));
    }
}

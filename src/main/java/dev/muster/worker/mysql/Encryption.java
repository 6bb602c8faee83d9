package dev.muster.worker.mysql;

import dev.muster.worker.Fields;
import dev.muster.worker.Secret;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * How connections are encrypted and which servers they trust.
 *
 * @param trustStore a file in PKCS12 or JKS format; empty: Java's own
 */
record Encryption(Mode mode, Optional<String> trustStore, Optional<Secret> trustStorePassword) {
    private static final Set<Mode> VERIFYING = EnumSet.of(Mode.VERIFY_CA, Mode.VERIFY_IDENTITY);

    /** Connector/J's {@code sslMode}. */
    enum Mode {
        DISABLED,
        PREFERRED,
        REQUIRED,
        VERIFY_CA,
        VERIFY_IDENTITY
    }

    static Encryption read(Fields fields) {
        var mode = fields.choice("tls", Mode.PREFERRED, "how connections are encrypted and the server is verified");
        var store = fields.optionalText(
                "trust-store", "PKCS12 or JKS file with the certificates to trust, for verify-ca and verify-identity");
        var password = fields.secret("trust-store-password", "password of the trust store");
        // The driver would take it and verify nothing, which is not what somebody wants who names certificates.
        if (store.isPresent() && !VERIFYING.contains(mode)) {
            fields.problem("trust-store", "needs tls = verify-ca or verify-identity, others verify nothing");
        }
        if (store.isEmpty() && password.isPresent()) fields.problem("trust-store-password", "needs a trust-store");
        return new Encryption(mode, store, password);
    }

    /** The driver's options. Holds the password in clear. */
    Map<String, String> options() {
        var options = new HashMap<String, String>();
        options.put("sslMode", mode.name().toUpperCase(Locale.ROOT));
        trustStore.ifPresent(file -> {
            options.put("trustCertificateKeyStoreUrl", Path.of(file).toUri().toString());
            options.put("fallbackToSystemTrustStore", "false");
        });
        trustStorePassword.ifPresent(it -> options.put("trustCertificateKeyStorePassword", it.reveal()));
        return options;
    }
}

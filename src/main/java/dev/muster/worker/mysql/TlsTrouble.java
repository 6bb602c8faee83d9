package dev.muster.worker.mysql;

import com.mysql.cj.exceptions.SSLParamsException;
import java.security.cert.CertPathValidatorException;
import java.security.cert.CertificateException;
import java.security.cert.CertificateExpiredException;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Stream;
import javax.net.ssl.SSLException;

/** Finds out why there is no TLS; the driver calls most of it a lost link. */
final class TlsTrouble {
    private final Throwable failure;

    TlsTrouble(Throwable failure) {
        this.failure = failure;
    }

    /**
     * What is wrong, or empty if it has nothing to do with TLS.
     *
     * @param trustStore what the trust store is called
     */
    Optional<String> clause(String trustStore) {
        if (any(it -> it instanceof SSLParamsException && says(it, "Cannot open"))) {
            return Optional.of("cannot read the trust store " + trustStore);
        }
        if (any(it -> says(it, "SSL Connection required"))) return Optional.of("the server has none");
        if (any(CertificateExpiredException.class::isInstance)) return Optional.of("the certificate has expired");
        if (any(it -> it instanceof CertificateException && says(it, "identity verification"))) {
            return Optional.of("the certificate is not for this host");
        }
        if (any(it -> it instanceof CertPathValidatorException || it instanceof CertificateException)) {
            return Optional.of("certificate not trusted");
        }
        return causes().filter(it -> it instanceof SSLException || it instanceof SSLParamsException)
                .map(it -> String.valueOf(it.getMessage()).lines().findFirst().orElse("no reason given"))
                .findFirst();
    }

    private boolean any(Predicate<Throwable> what) {
        return causes().anyMatch(what);
    }

    private Stream<Throwable> causes() {
        return Stream.iterate(failure, it -> it != null, Throwable::getCause);
    }

    private static boolean says(Throwable failure, String text) {
        return String.valueOf(failure.getMessage()).contains(text);
    }
}

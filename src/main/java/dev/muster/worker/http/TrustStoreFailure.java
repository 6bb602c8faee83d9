package dev.muster.worker.http;

import dev.muster.worker.PermanentFailure;

/** The trust store cannot be used, and nothing that happens by itself will change that. */
final class TrustStoreFailure extends IllegalStateException implements PermanentFailure {

    TrustStoreFailure(String path, Exception cause) {
        super("cannot use trust store " + path + ": " + cause, cause);
    }
}

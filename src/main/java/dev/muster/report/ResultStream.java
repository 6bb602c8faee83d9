package dev.muster.report;

import dev.muster.worker.Result;
import java.util.concurrent.atomic.AtomicLong;

/**
 * One stream of results on its way to the reporter, and its books: from the materialisation of a {@link ResultsSink}, or
 * the making of an {@link Emitter}, to its end. Compared by identity.
 */
public final class ResultStream {
    private final Ledger ledger;
    private final AtomicLong emitted = new AtomicLong();

    ResultStream(Ledger ledger) {
        this.ledger = ledger;
    }

    Ledger ledger() {
        return ledger;
    }

    String worker() {
        return ledger.worker();
    }

    long emitted() {
        return emitted.get();
    }

    /** @return false if the books are closed: then it is not to be delivered either */
    boolean emit(Result result) {
        if (!ledger.emit(result)) return false;
        emitted.incrementAndGet();
        return true;
    }
}

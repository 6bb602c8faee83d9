package dev.muster.report;

import dev.muster.worker.Result;
import java.util.concurrent.atomic.AtomicLong;

/** The books of one stream of results, from its materialisation to its end. Compared by identity. */
public final class Run {
    private final Ledger ledger;
    private final AtomicLong emitted = new AtomicLong();

    Run(Ledger ledger) {
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

    void emit(Result result) {
        if (ledger.emit(result)) emitted.incrementAndGet();
    }
}

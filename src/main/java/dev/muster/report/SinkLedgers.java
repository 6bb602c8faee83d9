package dev.muster.report;

import dev.muster.report.sinks.SinkAccount;
import dev.muster.report.sinks.SinkPlan;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** The live books of the sinks. Written by the reporter and by the sinks, read by anyone. */
public final class SinkLedgers {
    private final List<SinkLedger> all = new CopyOnWriteArrayList<>();

    SinkLedger open(SinkPlan plan) {
        var ledger = new SinkLedger(plan);
        all.add(ledger);
        return ledger;
    }

    /** The books of every sink now. */
    public List<SinkAccount> accounts() {
        return all.stream().map(SinkLedger::account).toList();
    }
}

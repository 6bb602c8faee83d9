package dev.muster.report;

import dev.muster.report.sinks.SinkAccount;
import dev.muster.report.sinks.SinkPlan;
import java.util.concurrent.atomic.LongAdder;

/** The live books of one sink, from which its {@link SinkAccount} is taken. Thread-safe. */
final class SinkLedger {
    private final SinkPlan plan;
    private final LongAdder taken = new LongAdder();

    SinkLedger(SinkPlan plan) {
        this.plan = plan;
    }

    void taken(long count) {
        taken.add(count);
    }

    /** The books now. */
    SinkAccount account() {
        return new SinkAccount(
                plan.name(), plan.lossless(), taken.sum(), plan.budget().skipped());
    }
}

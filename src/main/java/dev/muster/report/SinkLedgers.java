package dev.muster.report;

import dev.muster.report.sinks.SinkAccount;
import dev.muster.report.sinks.SinkPlan;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.LongAdder;

/** The live books of the sinks. Written by the reporter and by the sinks, read by anyone. */
public final class SinkLedgers {

    /** The books of one sink. */
    static final class Books {
        private final SinkPlan plan;
        private final LongAdder taken = new LongAdder();

        private Books(SinkPlan plan) {
            this.plan = plan;
        }

        void taken(long count) {
            taken.add(count);
        }
    }

    private final List<Books> all = new CopyOnWriteArrayList<>();

    Books open(SinkPlan plan) {
        var books = new Books(plan);
        all.add(books);
        return books;
    }

    /** The books of every sink now. */
    public List<SinkAccount> accounts() {
        return all.stream()
                .map(b -> new SinkAccount(
                        b.plan.name(),
                        b.plan.lossless(),
                        b.taken.sum(),
                        b.plan.budget().skipped()))
                .toList();
    }
}

package dev.muster.report;

import dev.muster.report.sinks.SinkCommand;
import dev.muster.report.sinks.SinkPlan;
import dev.muster.worker.Result;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.pekko.actor.typed.ActorRef;

/** The reporter's ends towards its sinks. Lossless ones are given every batch, lossy ones only while they keep up. */
final class Outlets {
    /** Batches that a lossy sink may hold: enough to keep it busy, and little memory. */
    private static final int LOSSY_CREDIT = 16;

    private static final class Outlet {
        private final SinkPlan plan;
        private final ActorRef<SinkCommand> sink;
        private final SinkLedgers.Books books;
        private final Map<String, Long> skipped = new HashMap<>();
        private int credit = LOSSY_CREDIT;
        private int starts;

        private Outlet(SinkPlan plan, ActorRef<SinkCommand> sink, SinkLedgers.Books books) {
            this.plan = plan;
            this.sink = sink;
            this.books = books;
        }
    }

    private final ActorRef<SinkCommand.Taken> replyTo;
    private final SinkLedgers ledgers;
    private final Map<String, Outlet> all = new LinkedHashMap<>();
    private final Set<String> lossless = new LinkedHashSet<>();

    Outlets(ActorRef<SinkCommand.Taken> replyTo, SinkLedgers ledgers) {
        this.replyTo = replyTo;
        this.ledgers = ledgers;
    }

    void add(SinkPlan plan, ActorRef<SinkCommand> sink) {
        all.put(plan.name(), new Outlet(plan, sink, ledgers.open(plan)));
        if (plan.lossless()) lossless.add(plan.name());
    }

    Set<String> lossless() {
        return lossless;
    }

    Set<String> names() {
        return all.keySet();
    }

    void giveToLossless(long id, Reporter.Accept accept) {
        for (var name : lossless) {
            giveAgain(name, id, accept);
            all.get(name).books.taken(accept.results().size());
        }
    }

    void giveAgain(String name, long id, Reporter.Accept accept) {
        all.get(name).sink.tell(new SinkCommand.Deliver(id, accept.run().worker(), accept.results(), 0, replyTo));
    }

    void offerToLossy(long id, Reporter.Accept accept) {
        for (var outlet : all.values()) {
            if (!outlet.plan.lossless() && outlet.plan.wanted().getAsBoolean())
                offer(outlet, id, accept.run().worker(), accept.results());
        }
    }

    private void offer(Outlet outlet, long id, String worker, List<Result> results) {
        if (outlet.credit == 0) {
            outlet.skipped.merge(worker, (long) results.size(), Long::sum);
            outlet.books.skipped(results.size());
            return;
        }
        outlet.credit--;
        var before = outlet.skipped.remove(worker);
        outlet.books.taken(results.size());
        outlet.sink.tell(new SinkCommand.Deliver(id, worker, results, before == null ? 0 : before, replyTo));
    }

    void taken(String name, long id) {
        var outlet = all.get(name);
        if (outlet.plan.lossless()) return;
        outlet.credit = Math.min(LOSSY_CREDIT, outlet.credit + 1);
        // With no further result to carry it, the sink would never learn what it was not shown.
        outlet.skipped.keySet().stream().findFirst().ifPresent(worker -> offer(outlet, id, worker, List.of()));
    }

    /** Notes a sink's start. @return whether it is a restart */
    boolean startedBefore(String name) {
        var outlet = all.get(name);
        outlet.credit = LOSSY_CREDIT;
        return outlet.starts++ > 0;
    }

    void flush(ActorRef<SinkCommand.Flushed> flushed) {
        all.values().forEach(outlet -> outlet.sink.tell(new SinkCommand.Flush(flushed)));
    }
}

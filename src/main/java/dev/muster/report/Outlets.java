package dev.muster.report;

import dev.muster.report.sinks.SinkCommand;
import dev.muster.report.sinks.SinkPlan;
import dev.muster.worker.Result;
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
        private final SinkLedger ledger;
        private int credit = LOSSY_CREDIT;
        private int starts;

        private Outlet(SinkPlan plan, ActorRef<SinkCommand> sink, SinkLedger ledger) {
            this.plan = plan;
            this.sink = sink;
            this.ledger = ledger;
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
            all.get(name).ledger.taken(accept.results().size());
        }
    }

    void giveAgain(String name, long id, Reporter.Accept accept) {
        all.get(name).sink.tell(new SinkCommand.Deliver(id, accept.stream().worker(), accept.results(), replyTo));
    }

    void offerToLossy(long id, Reporter.Accept accept) {
        for (var outlet : all.values()) {
            if (!outlet.plan.lossless()
                    && outlet.plan.budget().wants(accept.stream().worker()))
                offer(outlet, id, accept.stream().worker(), accept.results());
        }
    }

    private void offer(Outlet outlet, long id, String worker, List<Result> results) {
        var budget = outlet.plan.budget();
        if (outlet.credit == 0) {
            budget.skip(worker, results.size());
            return;
        }
        int room = budget.take(worker, results.size());
        if (room == 0) return;
        outlet.credit--;
        outlet.ledger.taken(room);
        outlet.sink.tell(new SinkCommand.Deliver(id, worker, results.subList(0, room), replyTo));
    }

    void taken(String name) {
        var outlet = all.get(name);
        if (outlet.plan.lossless()) return;
        outlet.credit = Math.min(LOSSY_CREDIT, outlet.credit + 1);
    }

    /** Notes a sink's start. @return whether it is a restart */
    boolean startedBefore(String name) {
        var outlet = all.get(name);
        outlet.credit = LOSSY_CREDIT;
        return outlet.starts++ > 0;
    }

    void flush(String name, ActorRef<SinkCommand.Flushed> flushed) {
        all.get(name).sink.tell(new SinkCommand.Flush(flushed));
    }
}

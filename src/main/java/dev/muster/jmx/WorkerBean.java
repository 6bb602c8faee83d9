package dev.muster.jmx;

import dev.muster.guardian.Verb;
import dev.muster.report.Roster;
import java.util.function.Supplier;

/** One worker, its figures and its verbs. */
final class WorkerBean extends EntryFigures implements WorkerMXBean {
    private final String name;
    private final Orders orders;

    WorkerBean(String name, Supplier<Roster.Entry> entry, Orders orders) {
        super(entry, () -> orders.logLevel(name));
        this.name = name;
        this.orders = orders;
    }

    @Override
    public String pause() {
        return orders.tell(name, Verb.PAUSE);
    }

    @Override
    public String resume() {
        return orders.tell(name, Verb.RESUME);
    }

    @Override
    public String trigger() {
        return orders.tell(name, Verb.TRIGGER);
    }

    @Override
    public String restart() {
        return orders.tell(name, Verb.RESTART);
    }

    @Override
    public String stop() {
        return orders.tell(name, Verb.STOP);
    }

    @Override
    public String setLogLevel(String level) {
        return orders.setLogLevel(name, level);
    }
}

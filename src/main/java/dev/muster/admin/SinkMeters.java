package dev.muster.admin;

import dev.muster.report.Roster;
import dev.muster.report.sinks.SinkAccount;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.function.ToLongFunction;

/** Every sink's figures. */
final class SinkMeters {
    private final MeterRegistry registry;
    private final Set<String> known = new HashSet<>();
    private volatile Map<String, SinkAccount> accounts = Map.of();

    SinkMeters(MeterRegistry registry) {
        this.registry = registry;
    }

    /** What all meters show until the next time, and new meters for what is new. */
    void see(Roster roster) {
        var seen = new HashMap<String, SinkAccount>();
        for (var sink : roster.sinks()) seen.put(sink.name(), sink);
        accounts = seen;
        for (var sink : roster.sinks()) {
            if (!known.add(sink.name())) continue;
            counter(sink.name(), "taken", "Results that the sink accepted", SinkAccount::taken);
            counter(sink.name(), "skipped", "Results that the sink did not show", SinkAccount::skipped);
        }
    }

    private void counter(String sink, String name, String what, ToLongFunction<SinkAccount> of) {
        FunctionCounter.builder("muster.sink." + name, this, it -> it.value(sink, of))
                .tags("sink", sink)
                .description(what)
                .register(registry);
    }

    private double value(String sink, ToLongFunction<SinkAccount> of) {
        var account = accounts.get(sink);
        return account == null ? 0 : of.applyAsLong(account);
    }
}

package dev.muster.jmx;

import dev.muster.guardian.Controls;
import dev.muster.report.Roster;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** The published roster by the workers' names. Thread-safe; never waits. */
final class Entries {
    private record Index(Roster roster, Map<String, Roster.Entry> byName) {
        static Index of(Roster roster) {
            var byName = new HashMap<String, Roster.Entry>();
            roster.workers().forEach(worker -> byName.put(worker.name(), worker));
            return new Index(roster, byName);
        }
    }

    private final Controls controls;
    private volatile Index index;

    Entries(Controls controls) {
        this.controls = controls;
        this.index = Index.of(controls.roster());
    }

    Roster roster() {
        return controls.roster();
    }

    /** Empty if there is no such worker, or no roster yet. */
    Optional<Roster.Entry> of(String worker) {
        var current = index;
        var roster = controls.roster();
        // A poll asks for thirty attributes of each of up to a thousand workers.
        if (current.roster != roster) index = current = Index.of(roster);
        return Optional.ofNullable(current.byName.get(worker));
    }
}

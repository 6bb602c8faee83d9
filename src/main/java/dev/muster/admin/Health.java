package dev.muster.admin;

import dev.muster.guardian.Controls;
import dev.muster.report.Roster;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.apache.pekko.http.javadsl.model.HttpResponse;

/** What probes ask. Live never looks at back-ends, so that their outage restarts nobody. */
final class Health {
    /** The guardian publishes ten times a second; a hundred in a row are missed only by one that hangs. */
    private static final long STALE = TimeUnit.SECONDS.toNanos(10);

    private final Controls controls;
    private Roster seen;
    private long seenAt;

    Health(Controls controls) {
        this.controls = controls;
    }

    /** Says no if the guardian has published nothing since a probe at least {@link #STALE} ago. */
    synchronized HttpResponse live() {
        var roster = controls.roster();
        if (roster != seen) {
            seen = roster;
            seenAt = System.nanoTime();
        }
        boolean live = System.nanoTime() - seenAt < STALE;
        return Replies.json(live ? 200 : 503, Map.of("live", live));
    }

    HttpResponse ready() {
        var missing = Readiness.missing(controls.roster());
        boolean ready = missing.isEmpty();
        return Replies.json(ready ? 200 : 503, Map.of("ready", ready, "missing", missing));
    }
}

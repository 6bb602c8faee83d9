package dev.muster.contract;

import dev.muster.worker.Result;
import dev.muster.worker.WorkerType;
import java.time.Duration;
import java.util.function.ToLongFunction;

/**
 * A worker that is to keep the {@link WorkerContract}: its stanza, and as much as its author can say about it. Time in a
 * trial is virtual and passes about ten times as fast as on the wall, so limits that guard real I/O should be long in the
 * stanza. Filled by one thread before it is tried.
 */
public final class Candidate {
    private final String stanza;
    Act breakDown;
    Act mend;
    Act feed = () -> {};
    ToLongFunction<Result> number = result -> -1;
    long resultsPerRun = -1;
    boolean endless;
    boolean live;
    int restarts = 1000;
    Duration patience = Duration.ofSeconds(60);

    private Candidate(String stanza) {
        this.stanza = stanza;
    }

    /** @param settings lines of the stanza in HOCON, without {@code type} */
    public static Candidate of(Class<? extends WorkerType> type, String... settings) {
        return new Candidate("type = \"" + type.getName() + "\"\n" + String.join("\n", settings));
    }

    /**
     * Names what the worker needs. It works before, and after each clause.
     *
     * @param breakDown makes it unusable
     * @param mend makes it usable again
     */
    public Candidate dependsOn(Act breakDown, Act mend) {
        this.breakDown = breakDown;
        this.mend = mend;
        return this;
    }

    /** Makes the world give the worker something to report. Performed again and again while results are awaited. */
    public Candidate fedBy(Act feed) {
        this.feed = feed;
        return this;
    }

    /**
     * Says how results are numbered, so that none can be lost or doubled unseen: one by one from the start of each run. Of
     * a {@link #live} worker numbers only rise, over all runs.
     *
     * @param number less than 0 for a result that has none
     */
    public Candidate numbered(ToLongFunction<Result> number) {
        this.number = number;
        return this;
    }

    /** Says how many results a run has. Unsaid, a run has some number of them. */
    public Candidate perRun(long results) {
        this.resultsPerRun = results;
        return this;
    }

    /** Says that a run never ends by itself. */
    public Candidate endless() {
        this.endless = true;
        return this;
    }

    /** Says that the worker cannot wait, such as a subscription: what comes while it is away is lost. Endless as well. */
    public Candidate live() {
        this.live = true;
        return endless();
    }

    /** How often it is restarted to find leaks; 1,000 unless said. */
    public Candidate restarts(int times) {
        this.restarts = times;
        return this;
    }

    /** How long, on the wall, anything may take before the clause counts as broken; 60 s unless said. */
    public Candidate patience(Duration patience) {
        this.patience = patience;
        return this;
    }

    String stanza() {
        return stanza;
    }
}

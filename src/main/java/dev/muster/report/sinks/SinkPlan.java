package dev.muster.report.sinks;

import java.util.function.BooleanSupplier;
import java.util.function.LongSupplier;
import org.apache.pekko.actor.typed.Behavior;
import org.apache.pekko.actor.typed.Props;

/**
 * A sink ready to be spawned.
 *
 * @param lossless whether workers wait for it; otherwise it skips what it cannot take
 * @param behavior must be fit for a restart
 * @param hidden how many of the results that it took the sink did not show; always 0 for a lossless one. Any thread
 * @param wanted whether it has a use for results now; if not, a lossy one is given none, and skips none. Any thread
 */
public record SinkPlan(
        String name,
        boolean lossless,
        Behavior<SinkCommand> behavior,
        Props props,
        LongSupplier hidden,
        BooleanSupplier wanted) {

    /** A sink that always has a use for results. */
    public SinkPlan(String name, boolean lossless, Behavior<SinkCommand> behavior, Props props, LongSupplier hidden) {
        this(name, lossless, behavior, props, hidden, () -> true);
    }

    /** A sink that every worker waits for. */
    public static SinkPlan lossless(String name, Behavior<SinkCommand> behavior, Props props) {
        return new SinkPlan(name, true, behavior, props, () -> 0);
    }
}

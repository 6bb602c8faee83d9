package dev.muster.report.sinks;

import org.apache.pekko.actor.typed.Behavior;
import org.apache.pekko.actor.typed.Props;

/**
 * A sink ready to be spawned.
 *
 * @param lossless whether workers wait for it; otherwise it skips what it cannot take
 * @param behavior must be fit for a restart
 * @param budget what a lossy one is given; a lossless one is given everything
 */
public record SinkPlan(String name, boolean lossless, Behavior<SinkCommand> behavior, Props props, Budget budget) {

    /** A sink that no worker waits for. */
    public static SinkPlan lossy(String name, Behavior<SinkCommand> behavior, Props props, Budget budget) {
        return new SinkPlan(name, false, behavior, props, budget);
    }

    /** A sink that every worker waits for. */
    public static SinkPlan lossless(String name, Behavior<SinkCommand> behavior, Props props) {
        return new SinkPlan(name, true, behavior, props, Budget.unlimited());
    }
}

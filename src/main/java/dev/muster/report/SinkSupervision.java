package dev.muster.report;

import dev.muster.report.sinks.SinkCommand;
import dev.muster.report.sinks.SinkPlan;
import java.time.Duration;
import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.actor.typed.SupervisorStrategy;
import org.apache.pekko.actor.typed.javadsl.ActorContext;
import org.apache.pekko.actor.typed.javadsl.Behaviors;

/** How sinks are kept alive: restarted for ever, and announced at each start. */
final class SinkSupervision {
    private static final SupervisorStrategy RESTART = SupervisorStrategy.restartWithBackoff(
                    Duration.ofMillis(200), Duration.ofSeconds(5), 0)
            .withStashCapacity(Integer.MAX_VALUE);

    private SinkSupervision() {}

    static ActorRef<SinkCommand> spawn(ActorContext<?> context, SinkPlan plan, Runnable started) {
        var behavior = Behaviors.<SinkCommand>setup(sink -> {
            started.run();
            return plan.behavior();
        });
        return context.spawn(
                Behaviors.supervise(behavior).onFailure(Throwable.class, RESTART), plan.name(), plan.props());
    }
}

package dev.muster.guardian;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import dev.muster.report.Roster;
import dev.muster.report.TimeSource;
import dev.muster.report.sinks.SinkPlan;
import java.time.Duration;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;
import org.apache.pekko.Done;
import org.apache.pekko.actor.CoordinatedShutdown;
import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.actor.typed.ActorSystem;
import org.apache.pekko.actor.typed.DispatcherSelector;
import org.apache.pekko.actor.typed.Scheduler;
import org.apache.pekko.actor.typed.javadsl.AskPattern;

/**
 * The running whole: the actor system with the {@link Guardian} as its root. Every way to end it, the end of the JVM
 * included, drains it first. Thread-safe.
 */
public final class MusterSystem {
    private static final String DRAIN = "muster-drain";

    /** What draining may take beyond its own budget before Pekko gives it up. */
    private static final Duration GRACE = Duration.ofSeconds(1);

    private final ActorSystem<Guardian.Command> system;
    private final Windows windows;
    private final Controls controls;

    private MusterSystem(ActorSystem<Guardian.Command> system, Windows windows, Controls controls) {
        this.system = system;
        this.windows = windows;
        this.controls = controls;
    }

    /**
     * Starts the workers and returns at once.
     *
     * @param pekko what the actor system is given; must hold {@code muster.control} and the dispatchers of the workers
     * @param atEnd called once with the last roster, when all is drained; may block for a moment
     */
    public static MusterSystem start(
            GuardianSettings settings, List<SinkPlan> sinks, Config pekko, Consumer<Roster> atEnd) {
        var windows = Windows.create();
        var config = drainPhase(settings.drainTimeout()).withFallback(pekko);
        var guardian = Guardian.create(settings, sinks, windows, TimeSource.system());
        var control = DispatcherSelector.fromConfig("muster.control");
        var system = ActorSystem.create(guardian, "muster", config, control);
        var muster = new MusterSystem(system, windows, new Controls(system, windows, names(settings)));
        CoordinatedShutdown.get(system).addTask(DRAIN, "drain", () -> muster.drain(settings.drainTimeout(), atEnd));
        return muster;
    }

    private static Set<String> names(GuardianSettings settings) {
        var names = new LinkedHashSet<String>();
        for (var worker : settings.workers()) names.add(worker.name());
        return Collections.unmodifiableSet(names);
    }

    private static Config drainPhase(Duration budget) {
        var phases = "pekko.coordinated-shutdown.phases.";
        return ConfigFactory.parseMap(Map.of(
                phases + DRAIN + ".depends-on", List.of("before-service-unbind"),
                phases + DRAIN + ".timeout", budget.plus(GRACE).toMillis() + "ms",
                phases + "service-unbind.depends-on", List.of(DRAIN)));
    }

    private CompletionStage<Done> drain(Duration budget, Consumer<Roster> atEnd) {
        return AskPattern.<Guardian.Command, Guardian.Drained>ask(
                        system, Guardian.Drain::new, budget.plus(GRACE), system.scheduler())
                .handleAsync(
                        (drained, late) -> {
                            atEnd.accept(late == null ? drained.roster() : roster());
                            return Done.getInstance();
                        },
                        // It may block, and no thread of the actors is to wait for a terminal.
                        task -> new Thread(task, "muster-end").start());
    }

    public ActorRef<Guardian.Command> guardian() {
        return system;
    }

    /** For a face that needs streams and threads of its own, and an end in its place among the others. */
    public ActorSystem<?> actors() {
        return system;
    }

    /** For asking the guardian from outside. */
    public Scheduler scheduler() {
        return system.scheduler();
    }

    /** What a face needs. */
    public Controls controls() {
        return controls;
    }

    /** The latest picture. Never null. */
    public Roster roster() {
        return windows.roster().get();
    }

    /**
     * Completes with the roster of that moment when all workers have ended and the settings want the process to end then, or
     * when a worker that gave up is to end it.
     */
    public CompletionStage<Roster> ended() {
        return windows.ended();
    }

    /**
     * Completes when the actor system has gone, unless the end of the JVM took it along: that has an exit code already, and
     * a second one from here could win against it in the JVM's last microseconds.
     */
    public CompletionStage<Done> terminated() {
        var terminated = new CompletableFuture<Done>();
        system.getWhenTerminated().thenAccept(done -> {
            if (!isTakenAlong()) terminated.complete(done);
        });
        return terminated;
    }

    private boolean isTakenAlong() {
        var jvmExit = Optional.of(CoordinatedShutdown.jvmExitReason());
        return CoordinatedShutdown.get(system).getShutdownReason().equals(jvmExit);
    }

    /** Drains and ends. Completes when all is gone; the JVM goes on. */
    public CompletionStage<Done> shutdown() {
        return CoordinatedShutdown.get(system).runAll(CoordinatedShutdown.unknownReason());
    }
}

package dev.muster.guardian;

import dev.muster.report.Ledger;
import dev.muster.report.Reporter;
import dev.muster.report.Roster;
import dev.muster.report.SinkLedgers;
import dev.muster.report.TimeSource;
import dev.muster.report.sinks.SinkPlan;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.actor.typed.Behavior;
import org.apache.pekko.actor.typed.ChildFailed;
import org.apache.pekko.actor.typed.DispatcherSelector;
import org.apache.pekko.actor.typed.PostStop;
import org.apache.pekko.actor.typed.SupervisorStrategy;
import org.apache.pekko.actor.typed.Terminated;
import org.apache.pekko.actor.typed.javadsl.AbstractBehavior;
import org.apache.pekko.actor.typed.javadsl.ActorContext;
import org.apache.pekko.actor.typed.javadsl.Behaviors;
import org.apache.pekko.actor.typed.javadsl.Receive;
import org.apache.pekko.actor.typed.javadsl.TimerScheduler;

/**
 * The root of the tree: spawns the reporter and one actor per worker, watches them, obeys verbs, drains, publishes the
 * roster, and says when all is over. Holds no knowledge of any kind of worker.
 */
public final class Guardian extends AbstractBehavior<Guardian.Command> {

    /** What the guardian is told. */
    public sealed interface Command {}

    /** A verb for one worker; {@code origin} says in the log who wanted it. Always answered. */
    public record Order(String worker, Verb verb, String origin, ActorRef<Answer> replyTo) implements Command {}

    /** Asks for an orderly end of all workers and sinks. Answered when all is still, or its budget is used up. */
    public record Drain(ActorRef<Drained> replyTo) implements Command {}

    /** The answer to {@link Drain}: the last roster, with settled books. */
    public record Drained(Roster roster) {}

    record Happened(String worker, long generation, long incarnation, Event event) implements Command {}

    record TimerFired(String worker, Effect.Timer timer) implements Command {}

    private enum Tick implements Command {
        INSTANCE
    }

    private enum ReporterSettled implements Command {
        INSTANCE
    }

    private final GuardianSettings settings;
    private final Windows windows;
    private final TimeSource time;
    private final SinkLedgers sinkLedgers = new SinkLedgers();
    private final ActorRef<Reporter.Command> reporter;
    private final Map<String, WorkerSlot> workers = new LinkedHashMap<>();
    private final Draining draining;
    private final Publication publication;

    /** @param windows where it shows what it does */
    public static Behavior<Command> create(
            GuardianSettings settings, List<SinkPlan> sinks, Windows windows, TimeSource time) {
        return Behaviors.setup(context ->
                Behaviors.withTimers(timers -> new Guardian(context, timers, settings, sinks, windows, time)));
    }

    private Guardian(
            ActorContext<Command> context,
            TimerScheduler<Command> timers,
            GuardianSettings settings,
            List<SinkPlan> sinks,
            Windows windows,
            TimeSource time) {
        super(context);
        this.settings = settings;
        this.windows = windows;
        this.time = time;
        this.draining = new Draining(settings.drainTimeout());
        this.publication = new Publication(workers.values(), sinkLedgers, windows, time, draining);
        this.reporter = spawnReporter(sinks);
        for (var worker : settings.workers()) workers.put(worker.name(), slot(worker, timers));
        for (var worker : workers.values()) worker.on(new Event.Begin(), time.now());
        timers.startTimerWithFixedDelay(Tick.INSTANCE, Publication.TICK);
        publication.publish();
    }

    /** The reporter holds what is under way, so a failure of its own must not make it forget: it goes on. */
    private ActorRef<Reporter.Command> spawnReporter(List<SinkPlan> sinks) {
        var supervised = Behaviors.supervise(Reporter.create(sinks, sinkLedgers))
                .onFailure(Throwable.class, SupervisorStrategy.resume());
        return getContext().spawn(supervised, "reporter", DispatcherSelector.fromConfig("muster.control"));
    }

    private WorkerSlot slot(WorkerSettings worker, TimerScheduler<Command> timers) {
        var ledger = new Ledger(worker.name(), worker.limit(), time);
        var budget = draining.workersBudget();
        var stuckAfter = settings.stuckAfter();
        var changes = windows.changes();
        return new WorkerSlot(worker, budget, stuckAfter, changes, getContext(), timers, reporter, ledger, time.now());
    }

    @Override
    public Receive<Command> createReceive() {
        return newReceiveBuilder()
                .onMessage(Happened.class, this::onHappened)
                .onMessage(TimerFired.class, this::onTimerFired)
                .onMessage(Order.class, this::onOrder)
                .onMessage(Drain.class, this::onDrain)
                .onMessage(Tick.class, tick -> onTick())
                .onMessage(ReporterSettled.class, settled -> onReporterSettled())
                .onSignal(ChildFailed.class, this::onChildFailed)
                .onSignal(Terminated.class, this::onTerminated)
                .onSignal(PostStop.class, stop -> onPostStop())
                .build();
    }

    private Behavior<Command> onHappened(Happened happened) {
        var worker = workers.get(happened.worker);
        if (worker.isCurrent(happened.generation)) {
            worker.heard(happened.incarnation, happened.event, time.now());
        }
        return this;
    }

    private Behavior<Command> onTimerFired(TimerFired fired) {
        workers.get(fired.worker).on(new Event.Due(fired.timer), time.now());
        return this;
    }

    private Behavior<Command> onOrder(Order order) {
        var worker = workers.get(order.worker);
        if (worker == null) {
            order.replyTo.tell(Answer.refused("there is no worker " + order.worker));
            return this;
        }
        var answer = worker.on(new Event.Told(order.verb, order.origin), time.now());
        order.replyTo.tell(answer);
        publication.publishIfDue();
        return this;
    }

    private Behavior<Command> onChildFailed(ChildFailed failed) {
        return ended(failed.getRef(), Cause.of(failed.getCause()));
    }

    private Behavior<Command> onTerminated(Terminated terminated) {
        return ended(terminated.getRef(), null);
    }

    private Behavior<Command> ended(ActorRef<?> actor, String cause) {
        for (var worker : workers.values()) {
            if (worker.ended(actor)) worker.on(new Event.Terminated(cause), time.now());
        }
        return goOn();
    }

    private Behavior<Command> onPostStop() {
        windows.changes().close();
        return this;
    }

    private Behavior<Command> onTick() {
        publication.tick();
        return goOn();
    }

    /** Goes on with the drain, and sees whether all is over. */
    private Behavior<Command> goOn() {
        boolean quiet = workers.values().stream().allMatch(WorkerSlot::quiet);
        for (var step = draining.next(quiet, time.now());
                step != Draining.Step.WAIT;
                step = draining.next(quiet, time.now())) {
            carryOut(step);
        }
        if (quiet) publication.publish();
        else publication.publishIfDue();
        boolean over = quiet && settings.exitWhenDone();
        if (over || workers.values().stream().anyMatch(WorkerSlot::wantsExit)) end();
        return this;
    }

    private void end() {
        // Whoever drains has an exit code of its own.
        if (draining.begun() || windows.ended().isDone()) return;
        publication.publish();
        windows.ended().complete(windows.roster().get());
    }

    private Behavior<Command> onDrain(Drain drain) {
        draining.begin(drain.replyTo, time.now());
        return goOn();
    }

    private void carryOut(Draining.Step step) {
        switch (step) {
            case STOP_WORKERS -> workers.values().forEach(w -> w.on(new Event.Drain(), time.now()));
            case SETTLE_REPORTER -> {
                workers.values().forEach(WorkerSlot::closeBooks);
                ActorRef<Reporter.Settled> settled =
                        getContext().messageAdapter(Reporter.Settled.class, s -> ReporterSettled.INSTANCE);
                reporter.tell(new Reporter.Settle(settled));
            }
            case ANSWER -> answerDrain();
            case WAIT -> {}
        }
    }

    private void answerDrain() {
        var last = publication.close();
        // First, so that those who watch are told the last change before they lose their connections.
        windows.changes().close();
        draining.answer(new Drained(last));
    }

    private Behavior<Command> onReporterSettled() {
        draining.settled();
        return goOn();
    }
}

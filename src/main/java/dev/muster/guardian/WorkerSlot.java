package dev.muster.guardian;

import dev.muster.report.Ledger;
import dev.muster.report.Reporter;
import dev.muster.report.Roster;
import dev.muster.worker.WorkerCommand;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.actor.typed.DispatcherSelector;
import org.apache.pekko.actor.typed.Props;
import org.apache.pekko.actor.typed.javadsl.ActorContext;
import org.apache.pekko.actor.typed.javadsl.TimerScheduler;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The guardian's hold on one worker: carries out what its lifecycle asks for. Used only by the guardian's actor. */
final class WorkerSlot {

    /** What all incarnations of one actor share. {@code generation} tells the actors of one worker apart. */
    record Shared(
            String name,
            long generation,
            ActorRef<Guardian.Command> guardian,
            ActorRef<Reporter.Command> reporter,
            Ledger ledger,
            AtomicLong incarnations,
            AtomicInteger closings) {}

    private record TimerKey(String worker, Effect.Timer timer) {}

    private final WorkerSettings settings;
    private final SupervisionSettings supervision;
    private final ActorContext<Guardian.Command> context;
    private final TimerScheduler<Guardian.Command> timers;
    private final ActorRef<Reporter.Command> reporter;
    private final Ledger ledger;
    private final Logger log;
    private final AtomicLong incarnations = new AtomicLong();
    private final AtomicInteger closings = new AtomicInteger();
    private Lifecycle lifecycle;
    private ActorRef<WorkerCommand> child;
    private long generation;
    private long started;
    private long failed;
    private boolean wantsExit;

    WorkerSlot(
            WorkerSettings settings,
            Duration stopBudget,
            ActorContext<Guardian.Command> context,
            TimerScheduler<Guardian.Command> timers,
            ActorRef<Reporter.Command> reporter,
            Ledger ledger,
            Instant now) {
        this.settings = settings;
        this.context = context;
        this.timers = timers;
        this.reporter = reporter;
        this.ledger = ledger;
        this.log = LoggerFactory.getLogger("muster.worker." + settings.name());
        this.supervision = settings.supervision().drawn(random());
        this.lifecycle = Lifecycle.of(
                new LifeRules(
                        settings.schedule(),
                        supervision,
                        stopBudget,
                        settings.onGiveUp() == WorkerSettings.OnGiveUp.EXIT,
                        settings.broken(),
                        WorkerSlot::random),
                now);
    }

    private static double random() {
        return ThreadLocalRandom.current().nextDouble();
    }

    /**
     * Takes what an incarnation says of itself. It may say so from several threads: a first result can overtake the word
     * that it has started, and a late word can come after its failure.
     */
    void heard(long incarnation, Event event, Instant now) {
        if (incarnation <= failed) return;
        if (event instanceof Event.Failed) {
            failed = incarnation;
        } else if (incarnation > started) {
            started = incarnation;
            on(new Event.Started(), now);
        }
        if (!(event instanceof Event.Started)) on(event, now);
    }

    /** @return the answer to a verb; null for other events */
    Answer on(Event event, Instant now) {
        var transition = lifecycle.on(event, now);
        lifecycle = transition.next();
        transition.effects().forEach(this::carryOut);
        return transition.answer();
    }

    private void carryOut(Effect effect) {
        if (effect instanceof Effect.Spawn) spawn();
        else if (effect instanceof Effect.Kill) kill();
        else if (effect instanceof Effect.Tell tell) child.tell(tell.command());
        else if (effect instanceof Effect.Start start) start(start.timer(), start.in());
        else if (effect instanceof Effect.Cancel cancel) timers.cancel(key(cancel.timer()));
        else if (effect instanceof Effect.Log line) log.atLevel(line.level()).log(line.text());
        else if (effect instanceof Effect.Exit) wantsExit = true;
    }

    private void spawn() {
        generation++;
        var shared = new Shared(name(), generation, context.getSelf(), reporter, ledger, incarnations, closings);
        var actor = generation == 1 ? name() : name() + "~" + generation;
        child = context.spawn(Supervision.supervised(settings.job(), shared, supervision), actor, props());
        context.watch(child);
    }

    private Props props() {
        return settings.dispatcher() == WorkerSettings.DispatcherChoice.OWN
                ? DispatcherSelector.fromConfig("muster.dispatchers.own-" + name())
                : DispatcherSelector.defaultDispatcher();
    }

    private void kill() {
        context.stop(child);
    }

    private void start(Effect.Timer timer, Duration in) {
        timers.startSingleTimer(key(timer), new Guardian.TimerFired(name(), timer), in);
    }

    private TimerKey key(Effect.Timer timer) {
        return new TimerKey(name(), timer);
    }

    /** Nothing counts as emitted any more. */
    void closeBooks() {
        ledger.close();
    }

    String name() {
        return settings.name();
    }

    boolean isCurrent(long generation) {
        return generation == this.generation;
    }

    boolean isCurrent(ActorRef<?> actor) {
        return actor.equals(child);
    }

    boolean wantsExit() {
        return wantsExit;
    }

    boolean hasFailed() {
        return lifecycle.state() == dev.muster.report.WorkerState.FAILED;
    }

    /** Whether nothing of this worker is under way any more. */
    boolean quiet() {
        return lifecycle.state().ended()
                && closings.get() == 0
                && ledger.account().inFlight() == 0;
    }

    Roster.Entry entry() {
        var life = lifecycle.life();
        return new Roster.Entry(
                name(),
                settings.type(),
                life.state,
                settings.critical(),
                life.degraded,
                life.how,
                life.stuck,
                life.since,
                life.attempt,
                life.nextAt,
                life.lastFailure,
                incarnations.get(),
                life.restarts,
                life.skippedTicks,
                ledger.account());
    }
}

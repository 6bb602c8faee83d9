package dev.muster.guardian;

import dev.muster.report.Ledger;
import dev.muster.report.Moment;
import dev.muster.report.Reporter;
import dev.muster.report.Roster;
import java.time.Duration;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.actor.typed.DispatcherSelector;
import org.apache.pekko.actor.typed.Props;
import org.apache.pekko.actor.typed.javadsl.ActorContext;
import org.apache.pekko.actor.typed.javadsl.TimerScheduler;

/** The guardian's hold on one worker: carries out what its lifecycle asks for. Used only by the guardian's actor. */
final class WorkerSlot {

    private record TimerKey(String worker, Effect.Timer timer) {}

    private final WorkerSettings settings;
    private final SupervisionSettings supervision;
    private final ActorContext<Guardian.Command> context;
    private final TimerScheduler<Guardian.Command> timers;
    private final ActorRef<Reporter.Command> reporter;
    private final Ledger ledger;
    private final LifeLog log;
    private final AtomicLong incarnations = new AtomicLong();
    private final AtomicInteger closings = new AtomicInteger();
    private final Generations generations;
    private final Watchdog watchdog;
    private final Changes changes;
    private Lifecycle lifecycle;
    private long started;
    private long failed;
    private boolean wantsExit;

    WorkerSlot(
            WorkerSettings settings,
            Duration stopBudget,
            Duration stuckAfter,
            Changes changes,
            ActorContext<Guardian.Command> context,
            TimerScheduler<Guardian.Command> timers,
            ActorRef<Reporter.Command> reporter,
            Ledger ledger,
            Moment now) {
        this.settings = settings;
        this.context = context;
        this.timers = timers;
        this.reporter = reporter;
        this.ledger = ledger;
        this.changes = changes;
        this.generations = new Generations(settings.name(), context);
        this.watchdog = new Watchdog(stuckAfter);
        this.log = new LifeLog(new WorkerLog(settings.name(), settings.type(), incarnations::get));
        this.supervision = settings.supervision().drawn(random());
        this.lifecycle =
                Lifecycle.of(LifeRules.of(settings, supervision, stopBudget, stuckAfter, WorkerSlot::random), now);
    }

    private static double random() {
        return ThreadLocalRandom.current().nextDouble();
    }

    /**
     * Takes what an incarnation says of itself. It may say so from several threads: a first result can overtake the word
     * that it has started, and a late word can come after its failure.
     */
    void heard(long incarnation, Event event, Moment now) {
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
    Answer on(Event event, Moment now) {
        var before = lifecycle.life();
        var transition = lifecycle.on(event, now);
        lifecycle = transition.next();
        // Before the log, so that no worker waits for a line to be made.
        transition.effects().forEach(this::carryOut);
        if (event instanceof Event.Told told) log.ordered(told, transition.answer());
        log.changed(event, before, lifecycle.life(), transition.effects());
        changes.told(this, before, lifecycle.life(), event, reason(event, transition));
        return transition.answer();
    }

    private static String reason(Event event, Lifecycle.Transition transition) {
        var said = transition.effects().stream()
                .filter(Effect.Log.class::isInstance)
                .map(log -> ((Effect.Log) log).text())
                .findFirst();
        return said.orElse(event instanceof Event.Told told ? told.verb().toString() : "");
    }

    /** To be called about once a second. */
    void look(Moment now) {
        ledger.sample(now);
        log.look(now);
        var seen = watchdog.look(now, generations.number(), incarnations.get());
        if (seen != null) on(seen, now);
    }

    private void carryOut(Effect effect) {
        if (effect instanceof Effect.Spawn) spawn();
        else if (effect instanceof Effect.Kill) generations.kill();
        else if (effect instanceof Effect.Abandon) generations.abandon();
        else if (effect instanceof Effect.CountAnew) ledger.countAnew();
        else if (effect instanceof Effect.Tell tell) generations.tell(tell.command());
        else if (effect instanceof Effect.Start start) start(start.timer(), start.in());
        else if (effect instanceof Effect.Cancel cancel) timers.cancel(key(cancel.timer()));
        else if (effect instanceof Effect.Exit) wantsExit = true;
    }

    private void spawn() {
        generations.spawn(number -> Supervision.supervised(settings.job(), generation(number), supervision), props());
    }

    private Generation generation(long number) {
        return new Generation(
                name(), settings.type(), number, context.getSelf(), reporter, ledger, incarnations, closings, watchdog);
    }

    private Props props() {
        return settings.dispatcher() == WorkerSettings.DispatcherChoice.OWN
                ? DispatcherSelector.fromConfig("muster.dispatchers.own-" + name())
                : DispatcherSelector.defaultDispatcher();
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
        return generations.isCurrent(generation);
    }

    /** Takes notice of an actor's end. @return whether it was the current one of this worker */
    boolean ended(ActorRef<?> actor) {
        return generations.ended(actor);
    }

    long incarnation() {
        return incarnations.get();
    }

    boolean wantsExit() {
        return wantsExit;
    }

    /** Whether nothing of this worker is under way any more. */
    boolean quiet() {
        return lifecycle.state().ended()
                && closings.get() == 0
                && ledger.account().inFlight() == 0;
    }

    Roster.Entry entry(Moment now) {
        var life = lifecycle.life();
        return new Roster.Entry(
                name(),
                settings.type(),
                life.state,
                settings.critical(),
                life.degraded,
                life.message,
                life.stuck,
                watchdog.stuck(),
                generations.leftBehind(),
                life.since,
                life.attempt,
                life.nextAt == null ? null : life.nextAt.seenFrom(now),
                life.lastFailure,
                incarnations.get(),
                life.restarts,
                life.skippedTicks + life.ticks.missed(),
                ledger.account());
    }
}

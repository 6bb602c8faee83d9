package dev.muster.contract;

import dev.muster.guardian.Answer;
import dev.muster.guardian.Guardian;
import dev.muster.guardian.Verb;
import dev.muster.guardian.Windows;
import dev.muster.report.Roster;
import dev.muster.report.TimeSource;
import dev.muster.report.WorkerState;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import org.apache.pekko.actor.typed.ActorSystem;
import org.apache.pekko.actor.typed.DispatcherSelector;
import org.apache.pekko.actor.typed.javadsl.AskPattern;

/** A whole Muster with one worker, on virtual time. Used by the suite's thread alone. */
final class Trial implements AutoCloseable {
    private static final String NAME = "candidate";

    /** Virtual milliseconds to one of the wall. */
    private static final int PACE = 10;

    /** So that what takes long on the wall, such as a server's start, is no leap in the worker's time. */
    private static final Duration LONGEST_STEP = Duration.ofMillis(200);

    private static final Duration FOR_EVER = Duration.ofDays(30);

    private final Candidate candidate;
    private final Tampering tampering = new Tampering();
    private final VirtualTime time = new VirtualTime();
    private final Windows windows = Windows.create();
    private final Witness witness;
    private final ActorSystem<Guardian.Command> system;
    private long lastStep = System.nanoTime();

    /** @param settings further lines of the stanza */
    Trial(Candidate candidate, String... settings) throws Exception {
        this.candidate = candidate;
        this.witness = new Witness(candidate);
        var read = TrialSettings.read(NAME, candidate.stanza() + "\n" + String.join("\n", settings), tampering);
        var guardian = Guardian.create(read.guardian(), List.of(witness.plan()), windows, TimeSource.of(time));
        var control = DispatcherSelector.fromConfig("muster.control");
        this.system = ActorSystem.create(guardian, "trial", read.pekko(), control);
        time.drive(system);
        await("it is there", () -> !windows.roster().get().workers().isEmpty());
    }

    Candidate candidate() {
        return candidate;
    }

    Tampering tampering() {
        return tampering;
    }

    Witness witness() {
        return witness;
    }

    Leaks leaks() {
        return Leaks.count(system);
    }

    Roster.Entry worker() {
        return windows.roster().get().worker(NAME).orElseThrow();
    }

    boolean isIn(WorkerState... states) {
        return Arrays.asList(states).contains(worker().state());
    }

    /** Returns when the roster shows what came of it. */
    Answer order(Verb verb) {
        CompletionStage<Answer> asked = AskPattern.ask(
                system, replyTo -> new Guardian.Order(NAME, verb, "contract", replyTo), FOR_EVER, system.scheduler());
        var answer = answered(verb + " is answered", asked);
        var then = now();
        await("the roster is fresh", () -> windows.roster().get().at().isAfter(then));
        return answer;
    }

    Roster.Entry drain() {
        var drained = AskPattern.ask(system, Guardian.Drain::new, FOR_EVER, system.scheduler());
        return answered("Muster is drained", drained).roster().worker(NAME).orElseThrow();
    }

    private <T> T answered(String what, CompletionStage<T> stage) {
        var answer = stage.toCompletableFuture();
        await(what, answer::isDone);
        return answer.join();
    }

    /** Awaits a good result, if none has come yet. */
    void awaitFirstResult() {
        awaitGood(1);
    }

    /** Awaits so many more good results, and feeds the worker meanwhile. */
    void awaitResults(long more) {
        awaitGood(witness.good() + more);
    }

    private void awaitGood(long results) {
        await(results + " good results are there", () -> {
            perform(candidate.feed);
            return witness.good() >= results;
        });
    }

    /** Awaits so many emitted results, delivered or not, and feeds the worker meanwhile. */
    void awaitEmitted(long results) {
        await(results + " results are emitted", () -> {
            perform(candidate.feed);
            return tampering.emitted() >= results;
        });
    }

    /** Awaits that the worker's actor, if it has one, has done all that it was told. */
    void awaitCallbacks() {
        if (!tampering.alive()) return;
        long before = tampering.touched();
        tampering.touch();
        await("its actor answers", () -> tampering.touched() > before || !tampering.alive());
    }

    void awaitState(WorkerState... states) {
        await("it is " + Arrays.toString(states), () -> isIn(states));
    }

    /**
     * Lets time pass until the condition holds.
     *
     * @throws AssertionError if that takes longer than the candidate's patience, or the worker blocks meanwhile
     */
    void await(String what, BooleanSupplier condition) {
        awaitLeaping(what, Duration.ZERO, condition);
    }

    /** The same, with so much more virtual time at each look. */
    void awaitLeaping(String what, Duration leap, BooleanSupplier condition) {
        long end = System.nanoTime() + candidate.patience.toNanos();
        while (!condition.getAsBoolean()) {
            tampering.watch().check();
            if (System.nanoTime() > end) throw new AssertionError("waited in vain until " + what + ": " + told());
            look();
            if (!leap.isZero()) time.pass(leap);
        }
    }

    private String told() {
        var roster = windows.roster().get();
        if (roster.workers().isEmpty()) return "there is no roster";
        var worker = worker();
        var failure = worker.lastFailure() == null ? "" : ", last failure: " + worker.lastFailure();
        return "it is " + worker.state() + " (" + worker.message() + ") with "
                + worker.account().emitted() + " results emitted" + failure;
    }

    /** Waits for a moment, in which virtual time passes too. */
    void look() {
        LockSupport.parkNanos(1_000_000);
        long now = System.nanoTime();
        long passed = Math.min((now - lastStep) * PACE, LONGEST_STEP.toNanos());
        lastStep = now;
        time.pass(Duration.ofNanos(Math.max(passed, backsOffFor())));
    }

    /** The rest of a backoff in ns: nothing happens before its end, so that it need not be waited for. */
    private long backsOffFor() {
        return windows.roster().get().workers().stream()
                .filter(worker -> worker.state() == WorkerState.BACKING_OFF && worker.nextAttemptAt() != null)
                .mapToLong(worker ->
                        Duration.between(time.instant(), worker.nextAttemptAt()).toNanos())
                .max()
                .orElse(0);
    }

    Instant now() {
        return time.instant();
    }

    /** Lets virtual time pass without waiting for anything. */
    void pass(Duration virtual) {
        time.pass(virtual);
    }

    void perform(Act act) {
        try {
            act.perform();
        } catch (Exception e) {
            throw new AssertionError("the candidate's author could not do his part: " + e, e);
        }
    }

    @Override
    public void close() {
        tampering.letGo();
        witness.release();
        system.terminate();
        var gone = system.getWhenTerminated().toCompletableFuture();
        await("its actors end", gone::isDone);
        // Pekko ends the threads of its dispatchers by the clock, a while after the last actor.
        time.pass(Duration.ofMinutes(1));
    }
}

package dev.muster.guardian;

import dev.muster.report.Emitter;
import dev.muster.report.ResultsSink;
import dev.muster.report.sinks.Printable;
import dev.muster.worker.Result;
import dev.muster.worker.WorkerCommand;
import dev.muster.worker.WorkerContext;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicBoolean;
import org.apache.pekko.Done;
import org.apache.pekko.actor.typed.ActorSystem;
import org.apache.pekko.stream.javadsl.Sink;
import org.slf4j.Logger;

/** One life of a worker between restarts: what the worker is given, and what the guardian hears of it. */
final class Incarnation implements WorkerContext {
    private final Generation worker;
    private final long number;
    private final Logger log;
    private final Emitter emitter;
    private final Holdings holdings;
    private final Places places;
    private final AtomicBoolean first = new AtomicBoolean(true);
    private final AtomicBoolean ended = new AtomicBoolean();

    Incarnation(ActorSystem<?> system, Generation worker) {
        this.worker = worker;
        this.number = worker.incarnations().incrementAndGet();
        this.log = new WorkerLog(worker.name(), worker.type(), this::incarnation);
        this.places = worker.watchdog().open(worker.number(), number);
        this.emitter = new Emitter(system, worker.reporter(), worker.ledger());
        this.holdings = new Holdings(worker.name(), worker.closings(), log);
    }

    @Override
    public String name() {
        return worker.name();
    }

    @Override
    public long incarnation() {
        return number;
    }

    @Override
    public Logger log() {
        return log;
    }

    @Override
    public void up(String message) {
        first.set(false);
        tell(new Event.CameUp(Clause.of(message)));
    }

    @Override
    public void degraded(String why) {
        tell(new Event.Degraded(Clause.of(why)));
    }

    @Override
    public void completed() {
        tell(new Event.RunCompleted(worker.ledger().limitReached()));
    }

    @Override
    public <R extends AutoCloseable> R own(R resource) {
        return holdings.add(resource);
    }

    @Override
    public Sink<Result, CompletionStage<Done>> results() {
        return Sink.fromGraph(
                new ResultsSink(worker.reporter(), worker.ledger(), this::onFirst, FatalErrorNet.errors(places)));
    }

    @Override
    public CompletionStage<Done> emit(Result result) {
        var accepted = emitter.emit(result, this::onFirst);
        // A stream ends itself at the limit; an actor that emits by hand need not even know that there is one.
        return worker.ledger().limitReached() ? accepted.whenComplete((done, failure) -> completed()) : accepted;
    }

    @Override
    public void dropped(String reason, long count) {
        worker.ledger().droppedAtSource(Printable.of(reason), count);
    }

    @Override
    public void note(String subject, String last) {
        worker.ledger().note(Printable.of(subject), Clause.of(last));
    }

    @Override
    public long emitted() {
        return worker.ledger().emitted();
    }

    @Override
    public Executor blocking() {
        return places.watched(holdings.blocking());
    }

    private void onFirst() {
        if (first.getPlain() && first.getAndSet(false)) tell(new Event.CameUp("First result"));
    }

    /** Where the actor's thread is seen. */
    Place place() {
        return places.actor();
    }

    void started() {
        tell(new Event.Started());
    }

    void answered(WorkerCommand command, boolean handled) {
        if (command instanceof WorkerCommand.Pause) tell(new Event.PauseAnswered(handled));
        if (command instanceof WorkerCommand.Stop) tell(new Event.StopAnswered(handled));
        if (command instanceof WorkerCommand.Trigger && !handled) tell(new Event.Refused());
        if (command instanceof WorkerCommand.Resume && !handled) tell(new Event.Refused());
    }

    void failed(Throwable failure) {
        tell(new Event.Failed(Cause.of(failure), WorkerFailure.isPermanent(failure), failure));
        end();
    }

    void end() {
        if (!ended.compareAndSet(false, true)) return;
        places.end();
        emitter.close();
        holdings.close();
    }

    private void tell(Event event) {
        worker.guardian().tell(new Guardian.Happened(worker.name(), worker.number(), number, event));
    }
}

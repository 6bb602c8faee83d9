package dev.muster.worker;

import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.function.Supplier;
import org.apache.pekko.Done;
import org.apache.pekko.actor.typed.Behavior;
import org.apache.pekko.actor.typed.PostStop;
import org.apache.pekko.actor.typed.PreRestart;
import org.apache.pekko.actor.typed.javadsl.AbstractBehavior;
import org.apache.pekko.actor.typed.javadsl.ActorContext;
import org.apache.pekko.actor.typed.javadsl.Behaviors;
import org.apache.pekko.actor.typed.javadsl.Receive;
import org.apache.pekko.dispatch.MessageDispatcher;
import org.apache.pekko.japi.Pair;
import org.apache.pekko.japi.function.Function2;
import org.apache.pekko.stream.ActorAttributes;
import org.apache.pekko.stream.ClosedShape;
import org.apache.pekko.stream.KillSwitches;
import org.apache.pekko.stream.Materializer;
import org.apache.pekko.stream.SinkShape;
import org.apache.pekko.stream.SystemMaterializer;
import org.apache.pekko.stream.UniqueKillSwitch;
import org.apache.pekko.stream.javadsl.Flow;
import org.apache.pekko.stream.javadsl.GraphDSL;
import org.apache.pekko.stream.javadsl.Keep;
import org.apache.pekko.stream.javadsl.RunnableGraph;
import org.apache.pekko.stream.javadsl.Sink;
import org.apache.pekko.stream.javadsl.Source;

/**
 * A stream as a worker. The first run begins with the incarnation, every further one with {@link WorkerCommand.Trigger};
 * between runs nothing is materialised. A run's failure is thrown after all its results are acknowledged.
 */
public final class StreamWorker extends AbstractBehavior<WorkerCommand> {

    private record RunEnded(StreamWorker by, int run, Throwable failure) implements WorkerCommand {}

    private final WorkerContext worker;
    private final Supplier<? extends Source<? extends Result, ?>> source;
    private final boolean waits;
    private final Materializer materializer;
    private int run;
    private boolean running;
    private boolean stopping;
    private UniqueKillSwitch end;
    private Gate.Handle gate;

    /**
     * A worker whose source can wait: {@link WorkerCommand.Pause} holds it by back-pressure.
     *
     * @param run called for each run, on the worker's actor
     */
    public static Behavior<WorkerCommand> of(
            WorkerContext worker, Supplier<? extends Source<? extends Result, ?>> run) {
        return Behaviors.setup(context -> new StreamWorker(context, worker, run, true));
    }

    /** A worker whose source cannot wait, such as a subscription: pausing ends its run, resuming begins a new one. */
    public static Behavior<WorkerCommand> live(
            WorkerContext worker, Supplier<? extends Source<? extends Result, ?>> run) {
        return Behaviors.setup(context -> new StreamWorker(context, worker, run, false));
    }

    private StreamWorker(
            ActorContext<WorkerCommand> context,
            WorkerContext worker,
            Supplier<? extends Source<? extends Result, ?>> source,
            boolean waits) {
        super(context);
        this.worker = worker;
        this.source = source;
        this.waits = waits;
        // The system's materializer, since one of this actor's own would take the tail of the results down with it.
        this.materializer = SystemMaterializer.get(context.getSystem()).materializer();
        begin();
    }

    @Override
    public Receive<WorkerCommand> createReceive() {
        return newReceiveBuilder()
                .onMessage(RunEnded.class, this::onRunEnded)
                .onMessage(WorkerCommand.Pause.class, pause -> onPause())
                .onMessage(WorkerCommand.Resume.class, resume -> onResume())
                .onMessage(WorkerCommand.Trigger.class, trigger -> onTrigger())
                .onMessage(WorkerCommand.Stop.class, stop -> onStop())
                .onSignal(PreRestart.class, signal -> onRelease())
                .onSignal(PostStop.class, signal -> onRelease())
                .build();
    }

    private Behavior<WorkerCommand> onRunEnded(RunEnded ended) throws Exception {
        // The actor outlives a restart, and so do the ends of the streams of its earlier incarnations.
        if (ended.by != this || ended.run != run) return this;
        running = false;
        if (ended.failure instanceof Error error) throw error;
        if (ended.failure != null) throw (Exception) ended.failure;
        worker.completed();
        return stopping ? Behaviors.stopped() : this;
    }

    private Behavior<WorkerCommand> onPause() {
        if (!waits) return Behaviors.unhandled();
        gate.close();
        return this;
    }

    private Behavior<WorkerCommand> onResume() {
        gate.open();
        return this;
    }

    private Behavior<WorkerCommand> onTrigger() {
        if (!running) begin();
        return this;
    }

    private Behavior<WorkerCommand> onStop() {
        if (!running) return Behaviors.stopped();
        stopping = true;
        onRelease();
        return this;
    }

    private Behavior<WorkerCommand> onRelease() {
        end.shutdown();
        // What it holds is in hand, and an end waits for it.
        gate.open();
        return this;
    }

    private void begin() {
        var dispatcher = (MessageDispatcher) getContext().getExecutionContext();
        var stream = RunnableGraph.fromGraph(GraphDSL.create(results(), StreamWorker.connect(upcast(source.get()))))
                .addAttributes(ActorAttributes.dispatcher(dispatcher.id()))
                .run(materializer);
        running = true;
        int current = ++run;
        end = stream.first().first();
        gate = stream.first().second();
        getContext().pipeToSelf(stream.second(), (done, failure) -> new RunEnded(this, current, unwrap(failure)));
    }

    private Sink<Result, Pair<Pair<UniqueKillSwitch, Gate.Handle>, CompletionStage<Done>>> results() {
        return Flow.of(Result.class)
                .viaMat(KillSwitches.single(), Keep.right())
                .viaMat(new Gate<>(), Keep.both())
                .toMat(worker.results(), Keep.both());
    }

    /** The end is added before the source, so that it stands already when a stage of the source fails to start. */
    private static <M> Function2<GraphDSL.Builder<M>, SinkShape<Result>, ClosedShape> connect(
            Source<Result, Object> source) {
        return (builder, results) -> {
            builder.from(builder.add(source)).to(results);
            return ClosedShape.getInstance();
        };
    }

    @SuppressWarnings("unchecked") // a Source only gives out, so one of some results is one of results
    private static Source<Result, Object> upcast(Source<? extends Result, ?> source) {
        return (Source<Result, Object>) source;
    }

    private static Throwable unwrap(Throwable failure) {
        return failure instanceof CompletionException && failure.getCause() != null ? failure.getCause() : failure;
    }
}

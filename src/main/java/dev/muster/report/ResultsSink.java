package dev.muster.report;

import dev.muster.worker.Result;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.apache.pekko.Done;
import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.actor.typed.javadsl.Adapter;
import org.apache.pekko.japi.Pair;
import org.apache.pekko.stream.AbruptStageTerminationException;
import org.apache.pekko.stream.Attributes;
import org.apache.pekko.stream.Inlet;
import org.apache.pekko.stream.SinkShape;
import org.apache.pekko.stream.stage.AbstractGraphStageWithMaterializedValue;
import org.apache.pekko.stream.stage.AbstractInHandler;
import org.apache.pekko.stream.stage.GraphStageLogic;
import scala.runtime.BoxedUnit;

/**
 * Carries a stream's results to the reporter: natural batching, two batches in flight. At rest a result leaves at once;
 * while both batches are out, the next one grows. A failure of the upstream is told only when all before it has been
 * acknowledged, so that it never overtakes results.
 */
public final class ResultsSink
        extends AbstractGraphStageWithMaterializedValue<SinkShape<Result>, CompletionStage<Done>> {
    /** Of the sizes tried (32 to 4,096) the smallest with full throughput: 23 million small results a second. */
    private static final int BATCH_RESULTS = 512;

    /** Keeps what one worker has under way below a megabyte, however large its results are. */
    private static final int BATCH_BYTES = 256 * 1024;

    private static final int BATCHES_IN_FLIGHT = 2;

    private final Inlet<Result> in = Inlet.create("Results.in");
    private final SinkShape<Result> shape = SinkShape.of(in);
    private final ActorRef<Reporter.Command> reporter;
    private final Ledger ledger;
    private final Runnable onFirst;
    private final FatalErrors fatalErrors;

    /**
     * @param onFirst called with the first result of each stream, on the stream's thread
     * @param fatalErrors where the stream learns of an error that ends it without a word
     */
    public ResultsSink(ActorRef<Reporter.Command> reporter, Ledger ledger, Runnable onFirst, FatalErrors fatalErrors) {
        this.reporter = reporter;
        this.ledger = ledger;
        this.onFirst = onFirst;
        this.fatalErrors = fatalErrors;
    }

    @Override
    public SinkShape<Result> shape() {
        return shape;
    }

    @Override
    public Pair<GraphStageLogic, CompletionStage<Done>> createLogicAndMaterializedValuePair(Attributes attributes) {
        var logic = new Logic();
        return Pair.create(logic, logic.done);
    }

    private final class Logic extends GraphStageLogic {
        private final CompletableFuture<Done> done = new CompletableFuture<>();
        private final ResultStream stream = new ResultStream(ledger);
        private ActorRef<Reporter.Accepted> self;
        private List<Result> batch = new ArrayList<>();
        private long batches;
        private long timedFrom;
        private int bytes;
        private int inFlight;
        private boolean ended;
        private boolean closed;
        private Throwable failure;

        private Logic() {
            super(shape);
            setHandler(in, new AbstractInHandler() {
                @Override
                public void onPush() {
                    take(grab(in));
                }

                @Override
                public void onUpstreamFinish() {
                    end(null);
                }

                @Override
                public void onUpstreamFailure(Throwable cause) {
                    end(fatalErrors.explain(cause));
                }
            });
        }

        @Override
        public void preStart() {
            fatalErrors.watch(this::die);
            setKeepGoing(true);
            self = Adapter.toTyped(getStageActor(envelope -> {
                        onAccepted();
                        return BoxedUnit.UNIT;
                    })
                    .ref());
            if (ledger.limitReached()) cancelUpstream();
            else pull(in);
        }

        private void take(Result result) {
            if (!stream.emit(result)) {
                cancelUpstream();
                return;
            }
            if (stream.emitted() == 1) onFirst.run();
            if (batch.isEmpty()) timedFrom = ledger.startTiming(batches++);
            batch.add(result);
            bytes += result.weight();
            if (inFlight < BATCHES_IN_FLIGHT) send();
            if (ledger.limitReached()) cancelUpstream();
            else if (hasRoom()) pull(in);
        }

        private void onAccepted() {
            inFlight--;
            if (!batch.isEmpty()) send();
            if (ended) finishIfQuiet();
            else if (!hasBeenPulled(in)) pull(in);
        }

        private boolean hasRoom() {
            return batch.size() < BATCH_RESULTS && bytes < BATCH_BYTES;
        }

        private void send() {
            reporter.tell(new Reporter.Accept(stream, batch, timedFrom, self));
            inFlight++;
            batch = new ArrayList<>();
            bytes = 0;
        }

        private void cancelUpstream() {
            cancel(in);
            end(null);
        }

        private void end(Throwable cause) {
            ended = true;
            failure = cause;
            finishIfQuiet();
        }

        private void finishIfQuiet() {
            if (inFlight > 0 || !batch.isEmpty()) return;
            if (failure == null) done.complete(Done.getInstance());
            else done.completeExceptionally(failure);
            completeStage();
        }

        /** The stage is gone, and postStop may not even be called: so it is told from here. */
        private void die(Throwable cause) {
            close();
            done.completeExceptionally(cause);
        }

        private void close() {
            if (!closed) reporter.tell(new Reporter.Close(stream));
            closed = true;
        }

        @Override
        public void postStop() {
            fatalErrors.forget();
            close();
            if (!done.isDone()) done.completeExceptionally(new AbruptStageTerminationException(this));
        }
    }
}

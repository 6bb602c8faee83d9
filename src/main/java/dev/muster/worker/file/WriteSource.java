package dev.muster.worker.file;

import dev.muster.worker.Result;
import dev.muster.worker.WorkerContext;
import java.util.concurrent.RejectedExecutionException;
import org.apache.pekko.stream.Attributes;
import org.apache.pekko.stream.Outlet;
import org.apache.pekko.stream.SourceShape;
import org.apache.pekko.stream.stage.AbstractOutHandler;
import org.apache.pekko.stream.stage.AsyncCallback;
import org.apache.pekko.stream.stage.GraphStage;
import org.apache.pekko.stream.stage.GraphStageLogic;
import org.apache.pekko.stream.stage.TimerGraphStageLogic;

/** Keeps the threads of one run busy while there is demand, and hands on what they have written. */
final class WriteSource extends GraphStage<SourceShape<Result>> {

    /** More threads than this only stand in each other's way at the directory. */
    private static final int THREADS = 16;

    private final Outlet<Result> out = Outlet.create("WriteSource.out");
    private final SourceShape<Result> shape = SourceShape.of(out);
    private final WorkerContext worker;
    private final TextFileWriterSettings settings;
    private final InHand inHand;

    WriteSource(WorkerContext worker, TextFileWriterSettings settings, InHand inHand) {
        this.worker = worker;
        this.settings = settings;
        this.inHand = inHand;
    }

    @Override
    public SourceShape<Result> shape() {
        return shape;
    }

    @Override
    public GraphStageLogic createLogic(Attributes attributes) {
        return new Logic();
    }

    private final class Logic extends TimerGraphStageLogic {
        private final WriteRun run = new WriteRun(worker, settings, inHand);
        private final boolean paced = !settings.every().isZero();
        private final int threads = paced ? 1 : Math.min(settings.concurrency(), THREADS);
        private final AsyncCallback<Boolean> rested = createAsyncCallback(done -> onRested());
        private int busy;
        private boolean pausing;

        private Logic() {
            super(shape);
            setHandler(out, new AbstractOutHandler() {
                @Override
                public void onPull() {
                    serve();
                }
            });
        }

        private void serve() {
            if (!isAvailable(out)) return;
            var written = run.poll();
            if (written != null) push(out, written);
            else engage();
        }

        // Called only when all that was written is handed on, so that what is put down stays a few slices' worth.
        private void engage() {
            while (busy < threads && !pausing && run.hasNext()) {
                if (!begin()) return;
            }
            if (busy > 0 || pausing) return;
            if (run.failure() == null) completeStage();
            else failStage(run.failure());
        }

        private boolean begin() {
            try {
                worker.blocking().execute(this::work);
                busy++;
                return true;
            } catch (RejectedExecutionException e) {
                // The incarnation has ended, and the end of this stream is on its way.
                return false;
            }
        }

        private void work() {
            try {
                run.work(paced ? 1 : Integer.MAX_VALUE);
            } finally {
                rested.invoke(true);
            }
        }

        private void onRested() {
            busy--;
            if (paced && run.hasNext()) {
                pausing = true;
                scheduleOnce("every", settings.every());
            }
            serve();
        }

        @Override
        public void onTimer(Object key) {
            pausing = false;
            serve();
        }

        @Override
        public void postStop() {
            run.stop();
        }
    }
}

package dev.muster.worker;

import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.actor.typed.Behavior;
import org.apache.pekko.actor.typed.PostStop;
import org.apache.pekko.actor.typed.PreRestart;
import org.apache.pekko.actor.typed.javadsl.AbstractBehavior;
import org.apache.pekko.actor.typed.javadsl.ActorContext;
import org.apache.pekko.actor.typed.javadsl.Behaviors;
import org.apache.pekko.actor.typed.javadsl.Receive;

/**
 * Plain blocking code as a worker. The first run begins with the incarnation, every further one with
 * {@link WorkerCommand.Trigger}; each is one call on one of the worker's {@link WorkerContext#blocking() own threads}.
 * What the run throws fails the worker; what it emitted before is delivered all the same. A run is ended by interrupting its thread:
 * when the worker is told to stop, and when its incarnation ends. Code that no interrupt reaches keeps its thread; give
 * what it waits for to {@link WorkerContext#own}, since closing that ends the wait.
 */
public final class BlockingWorker extends AbstractBehavior<WorkerCommand> {

    /** What is done in one run. */
    @FunctionalInterface
    public interface Run {

        /** Called on a thread of the worker's own; may block as long as it likes. Returning completes the run. */
        void run(Results results) throws Exception;
    }

    /** Where a run's results go. For the run's thread only. */
    public interface Results {

        /**
         * Emits one result. Blocks while the worker is paused, while the reporter is behind, and when the worker's
         * {@code limit} is reached.
         *
         * @throws InterruptedException if the run is to end; let it through
         */
        void emit(Result result) throws InterruptedException;
    }

    private record RunEnded(Pass pass, Throwable failure) implements WorkerCommand {}

    private final WorkerContext worker;
    private final Run run;
    private final Valve valve;
    private Pass running;
    private boolean stopping;

    /** @param run called for each run; two calls never overlap */
    public static Behavior<WorkerCommand> of(WorkerContext worker, Run run) {
        return Behaviors.setup(context -> new BlockingWorker(context, worker, run));
    }

    private BlockingWorker(ActorContext<WorkerCommand> context, WorkerContext worker, Run run) {
        super(context);
        this.worker = worker;
        this.run = run;
        this.valve = new Valve(worker);
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
        // The actor outlives a restart, and so do the threads of its earlier incarnations.
        if (ended.pass != running) return this;
        running = null;
        // It was interrupted, and what it says of that is no failure.
        if (stopping) return Behaviors.stopped();
        if (ended.failure instanceof Error error) throw error;
        if (ended.failure != null) throw (Exception) ended.failure;
        worker.completed();
        return this;
    }

    private Behavior<WorkerCommand> onPause() {
        valve.close();
        return this;
    }

    private Behavior<WorkerCommand> onResume() {
        valve.open();
        return this;
    }

    private Behavior<WorkerCommand> onTrigger() {
        if (running == null) begin();
        return this;
    }

    private Behavior<WorkerCommand> onStop() {
        if (running == null) return Behaviors.stopped();
        stopping = true;
        return onRelease();
    }

    private Behavior<WorkerCommand> onRelease() {
        valve.end();
        if (running != null) running.interrupt();
        return this;
    }

    private void begin() {
        running = new Pass(getContext().getSelf());
        worker.blocking().execute(running);
    }

    /** One call of the run, and the only moment at which its thread may be interrupted. */
    private final class Pass implements Runnable {
        private final ActorRef<WorkerCommand> actor;
        private Thread thread;
        private boolean interrupted;

        private Pass(ActorRef<WorkerCommand> actor) {
            this.actor = actor;
        }

        private synchronized void interrupt() {
            interrupted = true;
            if (thread != null) thread.interrupt();
        }

        private synchronized void enter() throws InterruptedException {
            if (interrupted) throw new InterruptedException("told to end before it began");
            thread = Thread.currentThread();
        }

        private synchronized void leave() {
            thread = null;
            // It was meant for the run, and the pool's thread goes on without it.
            if (interrupted) Thread.interrupted();
        }

        @Override
        public void run() {
            Throwable failure = null;
            try {
                enter();
                run.run(valve::emit);
                valve.awaitAcknowledged();
            } catch (Throwable e) {
                failure = e;
            } finally {
                leave();
            }
            actor.tell(new RunEnded(this, failure));
        }
    }
}

package dev.muster.contract;

import dev.muster.worker.Job;
import dev.muster.worker.WorkerCommand;
import dev.muster.worker.WorkerContext;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.actor.typed.Behavior;
import org.apache.pekko.actor.typed.BehaviorInterceptor;
import org.apache.pekko.actor.typed.PostStop;
import org.apache.pekko.actor.typed.PreRestart;
import org.apache.pekko.actor.typed.Signal;
import org.apache.pekko.actor.typed.TypedActorContext;
import org.apache.pekko.actor.typed.javadsl.Behaviors;

/** Stands around a worker's actor: makes it fail, keeps its callbacks waiting, and sees how long they take. */
final class Tampering {

    private enum Fail implements WorkerCommand {
        INSTANCE
    }

    private enum Touch implements WorkerCommand {
        INSTANCE
    }

    /** What the suite made a worker throw. */
    static final class MadeToFail extends RuntimeException {
        private MadeToFail() {
            super("made to fail by the contract suite");
        }
    }

    private final CallbackWatch watch = new CallbackWatch();
    private final AtomicLong starts = new AtomicLong();
    private final AtomicLong touched = new AtomicLong();
    private volatile ActorRef<WorkerCommand> actor;
    private volatile WorkerContext given;
    private volatile boolean alive;
    private volatile CountDownLatch gate;

    Job around(Job job) {
        return worker -> {
            given = worker;
            return Behaviors.intercept(Interceptor::new, Behaviors.setup(context -> job.start(worker)));
        };
    }

    CallbackWatch watch() {
        return watch;
    }

    /** Starts of the worker's actor so far. */
    long starts() {
        return starts.get();
    }

    /** Results emitted so far, without the delay of the roster. */
    long emitted() {
        return given == null ? 0 : given.emitted();
    }

    /** Messages of {@link #touch} that have been taken. */
    long touched() {
        return touched.get();
    }

    /** Whether there is an actor that could fail. */
    boolean alive() {
        return alive;
    }

    void fail() {
        alive = false;
        actor.tell(Fail.INSTANCE);
    }

    /** Keeps waiting whatever callback comes next. */
    void holdUp() {
        gate = new CountDownLatch(1);
    }

    /** Gives the actor a message that is nobody's, so that there is a callback to be held up. */
    void touch() {
        actor.tell(Touch.INSTANCE);
    }

    void letGo() {
        var held = gate;
        gate = null;
        if (held != null) held.countDown();
    }

    private final class Interceptor extends BehaviorInterceptor<WorkerCommand, WorkerCommand> {
        private Interceptor() {
            super(WorkerCommand.class);
        }

        @Override
        public Behavior<WorkerCommand> aroundStart(
                TypedActorContext<WorkerCommand> context, PreStartTarget<WorkerCommand> target) {
            actor = context.asJava().getSelf();
            awaitGate();
            var behavior = watch.during("start", () -> target.start(context));
            alive = Behavior.isAlive(behavior);
            starts.incrementAndGet();
            return behavior;
        }

        @Override
        public Behavior<WorkerCommand> aroundReceive(
                TypedActorContext<WorkerCommand> context, WorkerCommand message, ReceiveTarget<WorkerCommand> target) {
            awaitGate();
            if (message instanceof Fail) throw new MadeToFail();
            if (message instanceof Touch) {
                touched.incrementAndGet();
                return Behaviors.same();
            }
            var name = message.getClass().getSimpleName();
            var next = watch.during(name, () -> target.apply(context, message));
            if (!Behavior.isAlive(next)) alive = false;
            return next;
        }

        @Override
        public Behavior<WorkerCommand> aroundSignal(
                TypedActorContext<WorkerCommand> context, Signal signal, SignalTarget<WorkerCommand> target) {
            awaitGate();
            if (signal instanceof PreRestart || signal instanceof PostStop) alive = false;
            return watch.during(signal.getClass().getSimpleName(), () -> target.apply(context, signal));
        }
    }

    private void awaitGate() {
        var held = gate;
        try {
            if (held != null) held.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}

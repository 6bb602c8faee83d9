package dev.muster.guardian;

import dev.muster.worker.WorkerCommand;
import org.apache.pekko.actor.typed.Behavior;
import org.apache.pekko.actor.typed.BehaviorInterceptor;
import org.apache.pekko.actor.typed.PostStop;
import org.apache.pekko.actor.typed.PreRestart;
import org.apache.pekko.actor.typed.Signal;
import org.apache.pekko.actor.typed.Terminated;
import org.apache.pekko.actor.typed.TypedActorContext;
import org.apache.pekko.actor.typed.javadsl.Behaviors;

/**
 * Sits between supervision and a worker and sees every start, failure with its cause, and stop; the worker itself just
 * throws. One per incarnation. Makes failures of every kind such that supervision acts on them; only errors of the
 * virtual machine pass.
 */
final class Probe extends BehaviorInterceptor<WorkerCommand, WorkerCommand> {
    private final Incarnation incarnation;

    Probe(Incarnation incarnation) {
        super(WorkerCommand.class);
        this.incarnation = incarnation;
    }

    private interface Step {
        Behavior<WorkerCommand> take() throws Throwable;
    }

    @Override
    public Behavior<WorkerCommand> aroundStart(
            TypedActorContext<WorkerCommand> context, PreStartTarget<WorkerCommand> target) {
        var behavior = guard(() -> target.start(context));
        incarnation.started();
        // One that has ended already is told nothing more, so no signal will end its incarnation.
        if (!Behavior.isAlive(behavior)) incarnation.end();
        return behavior;
    }

    @Override
    public Behavior<WorkerCommand> aroundReceive(
            TypedActorContext<WorkerCommand> context, WorkerCommand message, ReceiveTarget<WorkerCommand> target) {
        var next = guard(() -> target.apply(context, message));
        incarnation.answered(message, !Behavior.isUnhandled(next));
        return next;
    }

    @Override
    public Behavior<WorkerCommand> aroundSignal(
            TypedActorContext<WorkerCommand> context, Signal signal, SignalTarget<WorkerCommand> target) {
        if (!(signal instanceof PreRestart) && !(signal instanceof PostStop)) {
            return guard(() -> watched(signal, target.apply(context, signal)));
        }
        incarnation.place().enter();
        try {
            return target.apply(context, signal);
        } catch (Throwable failure) {
            if (isVirtualMachines(failure)) throw failure;
            // It ends anyway, and a failing end must not be taken for one more failure of its work.
            incarnation.log().warn("failed while ending: {}", Cause.of(failure));
            return Behaviors.same();
        } finally {
            incarnation.place().leave();
            incarnation.end();
        }
    }

    /** Pekko throws it where no supervisor is; from here it is a failure like any other. */
    private static Behavior<WorkerCommand> watched(Signal signal, Behavior<WorkerCommand> next) {
        if (signal instanceof Terminated gone && Behavior.isUnhandled(next)) {
            throw new IllegalStateException("an actor that it watches has ended: "
                    + gone.getRef().path().name());
        }
        return next;
    }

    private Behavior<WorkerCommand> guard(Step step) {
        incarnation.place().enter();
        try {
            return step.take();
        } catch (Throwable failure) {
            if (failure instanceof Error error && isVirtualMachines(error)) throw error;
            throw failed(failure);
        } finally {
            incarnation.place().leave();
        }
    }

    private static boolean isVirtualMachines(Throwable failure) {
        return failure instanceof VirtualMachineError && !(failure instanceof StackOverflowError);
    }

    private RuntimeException failed(Throwable failure) {
        incarnation.failed(failure);
        return WorkerFailure.of(failure);
    }
}

package dev.muster.worker;

import org.apache.pekko.japi.Pair;
import org.apache.pekko.stream.Attributes;
import org.apache.pekko.stream.FlowShape;
import org.apache.pekko.stream.Inlet;
import org.apache.pekko.stream.Outlet;
import org.apache.pekko.stream.stage.AbstractGraphStageWithMaterializedValue;
import org.apache.pekko.stream.stage.AbstractInHandler;
import org.apache.pekko.stream.stage.AbstractOutHandler;
import org.apache.pekko.stream.stage.AsyncCallback;
import org.apache.pekko.stream.stage.GraphStageLogic;

/** Lets elements through while open; closed, it withholds demand and loses nothing. */
final class Gate<T> extends AbstractGraphStageWithMaterializedValue<FlowShape<T, T>, Gate.Handle> {

    /** Opens and closes a gate from any thread, also after its stream has ended. */
    static final class Handle {
        private final AsyncCallback<Boolean> callback;

        private Handle(AsyncCallback<Boolean> callback) {
            this.callback = callback;
        }

        void open() {
            callback.invoke(true);
        }

        void close() {
            callback.invoke(false);
        }
    }

    private final Inlet<T> in = Inlet.create("Gate.in");
    private final Outlet<T> out = Outlet.create("Gate.out");
    private final FlowShape<T, T> shape = FlowShape.of(in, out);

    @Override
    public FlowShape<T, T> shape() {
        return shape;
    }

    @Override
    public Pair<GraphStageLogic, Handle> createLogicAndMaterializedValuePair(Attributes attributes) {
        var logic = new Logic();
        return Pair.create(logic, new Handle(logic.turned));
    }

    private final class Logic extends GraphStageLogic {
        private final AsyncCallback<Boolean> turned = createAsyncCallback(this::onTurned);
        private boolean open = true;
        /** Was on its way when the gate was closed, since a source that is paced takes its time; null: nothing. */
        private T held;

        private Logic() {
            super(shape);
            setHandler(in, new AbstractInHandler() {
                @Override
                public void onPush() {
                    if (open) push(out, grab(in));
                    else held = grab(in);
                }

                @Override
                public void onUpstreamFinish() {
                    if (held == null) completeStage();
                }
            });
            setHandler(out, new AbstractOutHandler() {
                @Override
                public void onPull() {
                    if (open) pull(in);
                }
            });
        }

        private void onTurned(boolean opened) {
            open = opened;
            if (open && held != null) letGo();
            else if (open && isAvailable(out) && !hasBeenPulled(in) && !isClosed(in)) pull(in);
        }

        private void letGo() {
            var element = held;
            held = null;
            push(out, element);
            if (isClosed(in)) completeStage();
        }
    }
}

package dev.muster.admin;

import java.time.Duration;
import org.apache.pekko.stream.Attributes;
import org.apache.pekko.stream.Outlet;
import org.apache.pekko.stream.SourceShape;
import org.apache.pekko.stream.stage.AbstractOutHandler;
import org.apache.pekko.stream.stage.AsyncCallback;
import org.apache.pekko.stream.stage.GraphStage;
import org.apache.pekko.stream.stage.GraphStageLogic;
import org.apache.pekko.stream.stage.TimerGraphStageLogic;
import org.apache.pekko.util.ByteString;

/**
 * A viewer's events as a stream, as fast as the viewer reads. What happens shortly after a piece was sent is sent
 * together, since a piece costs as much as a hundred events.
 */
final class ViewerSource extends GraphStage<SourceShape<ByteString>> {
    /** Too short for anybody to see. */
    private static final Duration GATHERING = Duration.ofMillis(50);

    private final Outlet<ByteString> out = Outlet.create("Viewer.out");
    private final SourceShape<ByteString> shape = SourceShape.of(out);
    private final Viewer viewer;

    ViewerSource(Viewer viewer) {
        this.viewer = viewer;
    }

    @Override
    public SourceShape<ByteString> shape() {
        return shape;
    }

    @Override
    public GraphStageLogic createLogic(Attributes attributes) {
        return new Logic();
    }

    private final class Logic extends TimerGraphStageLogic {
        private final AsyncCallback<ViewerSource> awake = createAsyncCallback(any -> pushNext());

        private Logic() {
            super(shape);
            setHandler(out, new AbstractOutHandler() {
                @Override
                public void onPull() {
                    pushNext();
                }
            });
        }

        private void pushNext() {
            if (!isAvailable(out)) return;
            int least = isTimerActive(GATHERING) ? Viewer.PIECE : 1;
            var frames = viewer.next(least, () -> awake.invoke(ViewerSource.this));
            if (frames != null) {
                push(out, frames);
                scheduleOnce(GATHERING, GATHERING);
            } else if (viewer.ended()) {
                completeStage();
            }
        }

        @Override
        public void onTimer(Object gathered) {
            pushNext();
        }
    }
}

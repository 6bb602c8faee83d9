package dev.muster.admin;

import org.apache.pekko.stream.Attributes;
import org.apache.pekko.stream.Outlet;
import org.apache.pekko.stream.SourceShape;
import org.apache.pekko.stream.stage.AbstractOutHandler;
import org.apache.pekko.stream.stage.AsyncCallback;
import org.apache.pekko.stream.stage.GraphStage;
import org.apache.pekko.stream.stage.GraphStageLogic;
import org.apache.pekko.util.ByteString;

/** A viewer's events as a stream, as fast as the viewer reads. */
final class ViewerSource extends GraphStage<SourceShape<ByteString>> {
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

    private final class Logic extends GraphStageLogic {
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
            var frames = viewer.next(() -> awake.invoke(ViewerSource.this));
            if (frames != null) push(out, frames);
            else if (viewer.ended()) completeStage();
        }
    }
}

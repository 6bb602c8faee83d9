package dev.muster.admin;

import java.time.Duration;
import org.apache.pekko.stream.Attributes;
import org.apache.pekko.stream.FlowShape;
import org.apache.pekko.stream.Inlet;
import org.apache.pekko.stream.Outlet;
import org.apache.pekko.stream.stage.AbstractInHandler;
import org.apache.pekko.stream.stage.AbstractOutHandler;
import org.apache.pekko.stream.stage.GraphStage;
import org.apache.pekko.stream.stage.GraphStageLogic;
import org.apache.pekko.stream.stage.TimerGraphStageLogic;
import org.apache.pekko.util.ByteString;

/**
 * A caller's bytes on their way to the parser. Passed on in small pieces: the parser goes one level deeper for each request
 * that it finds in a piece, and a packet full of tiny ones would overflow its stack. What still comes after the answer is
 * thrown away for a moment, since an answer whose request is not read to its end may never arrive.
 */
final class Intake extends GraphStage<FlowShape<ByteString, ByteString>> {
    /** Room for some dozens of the smallest requests; a usual one fits into two. */
    private static final int PIECE = 512;

    private static final Duration LINGER = Duration.ofSeconds(1);

    private final Inlet<ByteString> in = Inlet.create("Intake.in");
    private final Outlet<ByteString> out = Outlet.create("Intake.out");
    private final FlowShape<ByteString, ByteString> shape = FlowShape.of(in, out);

    @Override
    public FlowShape<ByteString, ByteString> shape() {
        return shape;
    }

    @Override
    public GraphStageLogic createLogic(Attributes attributes) {
        return new Logic();
    }

    private final class Logic extends TimerGraphStageLogic {
        private ByteString rest = ByteString.emptyByteString();
        private boolean lingering;

        private Logic() {
            super(shape);
            setHandler(in, new AbstractInHandler() {
                @Override
                public void onPush() {
                    var bytes = grab(in);
                    if (lingering) pull(in);
                    else pass(bytes);
                }

                @Override
                public void onUpstreamFinish() {
                    if (rest.isEmpty() || lingering) completeStage();
                }
            });
            setHandler(out, new AbstractOutHandler() {
                @Override
                public void onPull() {
                    if (!rest.isEmpty()) pass(rest);
                    else pull(in);
                }

                @Override
                public void onDownstreamFinish(Throwable cause) {
                    linger();
                }
            });
        }

        private void pass(ByteString bytes) {
            push(out, bytes.take(PIECE));
            rest = bytes.drop(PIECE);
            if (rest.isEmpty() && isClosed(in)) completeStage();
        }

        private void linger() {
            lingering = true;
            rest = ByteString.emptyByteString();
            if (isClosed(in)) {
                completeStage();
            } else {
                scheduleOnce(LINGER, LINGER);
                if (!hasBeenPulled(in)) pull(in);
            }
        }

        @Override
        public void onTimer(Object linger) {
            completeStage();
        }
    }
}

package dev.muster.worker.http;

import java.util.function.Supplier;
import org.apache.pekko.http.javadsl.model.HttpEntity;
import org.apache.pekko.stream.Materializer;
import org.apache.pekko.stream.javadsl.Sink;
import org.apache.pekko.stream.stage.AbstractInHandler;
import org.apache.pekko.stream.stage.GraphStageLogic;
import org.apache.pekko.util.ByteString;

/** Reads the body of one answer, counts it and throws it away; never asks for more than is allowed. */
final class Body extends AbstractInHandler {

    /** Told once how the body ended; about a cancelled one nothing. */
    interface Reader {
        void onBody();

        void onBodyTooLong();

        void onBodyBroken(Throwable cause);
    }

    private final Reader reader;
    private final long most;
    private GraphStageLogic.SubSinkInlet<ByteString> inlet;
    private long bytes;

    Body(Reader reader, long most) {
        this.reader = reader;
        this.most = most;
    }

    /** What was read so far. */
    long bytes() {
        return bytes;
    }

    /** @param inlets called only for a body that is not here as a whole already */
    void read(HttpEntity entity, Supplier<GraphStageLogic.SubSinkInlet<ByteString>> inlets, Materializer materializer) {
        if (entity.getContentLengthOption().orElse(0) > most) {
            reader.onBodyTooLong();
        } else if (entity instanceof HttpEntity.Strict strict) {
            bytes = strict.getData().size();
            reader.onBody();
        } else {
            inlet = inlets.get();
            inlet.setHandler(this);
            entity.getDataBytes()
                    .to(Sink.fromGraph(inlet.sink()))
                    .addAttributes(Connection.QUIET)
                    .run(materializer);
            inlet.pull();
        }
    }

    void cancel() {
        if (inlet != null && !inlet.isClosed()) inlet.cancel();
    }

    @Override
    public void onPush() {
        bytes += inlet.grab().size();
        if (bytes > most) reader.onBodyTooLong();
        else inlet.pull();
    }

    @Override
    public void onUpstreamFinish() {
        reader.onBody();
    }

    @Override
    public void onUpstreamFailure(Throwable cause) {
        reader.onBodyBroken(cause);
    }
}

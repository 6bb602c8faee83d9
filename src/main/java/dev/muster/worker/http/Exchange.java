package dev.muster.worker.http;

import java.time.Duration;
import java.util.Optional;
import org.apache.pekko.http.javadsl.model.HttpEntity;
import org.apache.pekko.http.javadsl.model.HttpResponse;
import org.apache.pekko.stream.Materializer;
import org.apache.pekko.stream.javadsl.Sink;
import org.apache.pekko.stream.stage.AbstractInHandler;
import org.apache.pekko.stream.stage.GraphStageLogic;
import org.apache.pekko.util.ByteString;

/** One fetch: a request, its answer and the whole of the body. Lives in its lane's actor. */
final class Exchange implements Connection.Owner {

    /** What an exchange needs of its lane. */
    interface Lane {
        /** A kept connection, or a new one. */
        Connection connect(Origin origin, Connection.Owner owner);

        /** A new connection. */
        Connection open(Origin origin, Connection.Owner owner);

        GraphStageLogic.SubSinkInlet<ByteString> body();

        Materializer materializer();

        void keep(Connection connection);

        void onFetched(Plan.Turn turn, Fetched fetched);
    }

    private final Lane lane;
    private final Plan.Turn turn;
    private final HttpFetcherSettings settings;
    private final long started = System.nanoTime();
    private Connection connection;
    private GraphStageLogic.SubSinkInlet<ByteString> body;
    private int status;
    private long bytes;

    Exchange(Lane lane, Plan.Turn turn, HttpFetcherSettings settings) {
        this.lane = lane;
        this.turn = turn;
        this.settings = settings;
    }

    /** In nanoseconds of {@link System#nanoTime()}. */
    long started() {
        return started;
    }

    void begin() {
        connection = lane.connect(turn.target().origin(), this);
        connection.send(turn.target().request());
    }

    void onDeadline() {
        fail("no complete answer within " + settings.timeout().toMillis() + " ms");
    }

    /** Without a result. */
    void abandon() {
        if (body != null && !body.isClosed()) body.cancel();
        connection.close();
    }

    @Override
    public void onAnswer(HttpResponse answer) {
        status = answer.status().intValue();
        var entity = answer.entity();
        if (entity instanceof HttpEntity.Strict strict) {
            bytes = strict.getData().size();
            onBody();
        } else if (entity.getContentLengthOption().orElse(0) > settings.maxBody()) {
            fail(tooLong());
        } else {
            read(entity);
        }
    }

    private void read(HttpEntity entity) {
        body = lane.body();
        body.setHandler(new Body());
        entity.getDataBytes().runWith(Sink.fromGraph(body.sink()), lane.materializer());
        body.pull();
    }

    private String tooLong() {
        return "body longer than " + settings.maxBody() + " bytes";
    }

    private void onBody() {
        if (bytes > settings.maxBody()) {
            fail(tooLong());
            return;
        }
        if (connection.reusable()) lane.keep(connection);
        else connection.close();
        end(status < 400 ? Optional.empty() : Optional.of("status " + status));
    }

    @Override
    public void onBroken(Throwable cause) {
        if (connection.wasStale()) {
            connection = lane.open(turn.target().origin(), this);
            connection.send(turn.target().request());
        } else if (body == null) {
            // Otherwise the body's end comes as well, and it may be an orderly one: a body may end with its connection.
            fail(Failure.clause(cause));
        }
    }

    private void fail(String why) {
        abandon();
        end(Optional.of(why));
    }

    private void end(Optional<String> failure) {
        var duration = Duration.ofNanos(System.nanoTime() - started);
        lane.onFetched(turn, new Fetched(turn.number(), turn.target().printed(), status, bytes, duration, failure));
    }

    private final class Body extends AbstractInHandler {
        @Override
        public void onPush() {
            bytes += body.grab().size();
            if (bytes > settings.maxBody()) fail(tooLong());
            else body.pull();
        }

        @Override
        public void onUpstreamFinish() {
            onBody();
        }

        @Override
        public void onUpstreamFailure(Throwable cause) {
            fail("body cut off after " + bytes + " bytes");
        }
    }
}

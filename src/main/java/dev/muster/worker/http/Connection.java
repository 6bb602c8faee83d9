package dev.muster.worker.http;

import org.apache.pekko.http.javadsl.model.HttpMethods;
import org.apache.pekko.http.javadsl.model.HttpRequest;
import org.apache.pekko.http.javadsl.model.HttpResponse;
import org.apache.pekko.stream.Attributes;
import org.apache.pekko.stream.Materializer;
import org.apache.pekko.stream.UniqueKillSwitch;
import org.apache.pekko.stream.javadsl.Keep;
import org.apache.pekko.stream.javadsl.Source;
import org.apache.pekko.stream.stage.AbstractInHandler;
import org.apache.pekko.stream.stage.AbstractOutHandler;
import org.apache.pekko.stream.stage.GraphStageLogic;

/** One HTTP/1.1 connection, one request at a time, run inside its lane's actor. */
final class Connection {

    /** What a connection tells its lane. */
    interface Owner {
        void onAnswer(HttpResponse answer);

        /** @param cause null if it ended in order, but without an answer */
        void onBroken(Throwable cause);
    }

    /** What goes wrong on a connection is in the results; Pekko would log an error for each. */
    static final Attributes QUIET =
            Attributes.createLogLevels(Attributes.logLevelOff(), Attributes.logLevelOff(), Attributes.logLevelOff());

    private final Framing framing = new Framing();
    private final NewSocket socket = new NewSocket();
    private final GraphStageLogic.SubSourceOutlet<HttpRequest> requests;
    private final GraphStageLogic.SubSinkInlet<HttpResponse> answers;
    private final Origin origin;
    private Owner owner;
    private UniqueKillSwitch end;
    private HttpRequest waiting;
    private boolean used;
    private boolean closed;

    Connection(
            Origin origin,
            GraphStageLogic.SubSourceOutlet<HttpRequest> requests,
            GraphStageLogic.SubSinkInlet<HttpResponse> answers) {
        this.origin = origin;
        this.requests = requests;
        this.answers = answers;
        requests.setHandler(new Requests());
        answers.setHandler(new Answers());
    }

    void open(Client client, Materializer materializer) {
        answers.pull();
        end = Source.fromGraph(requests.source())
                .viaMat(client.connection(origin, framing, socket), Keep.right())
                .to(answers.sink())
                .addAttributes(QUIET)
                .run(materializer);
    }

    /** @param next null while it is only kept */
    Connection handTo(Owner next, boolean usedBefore) {
        owner = next;
        used = usedBefore;
        return this;
    }

    Origin origin() {
        return origin;
    }

    /** Whether a further request may be sent on it. */
    boolean reusable() {
        return !closed && framing.reusable();
    }

    /** Whether it died between two requests, so that the last one was surely not answered. */
    boolean wasStale() {
        return used && !framing.begun();
    }

    void send(HttpRequest request) {
        framing.expect(request.method().equals(HttpMethods.HEAD));
        if (requests.isAvailable()) requests.push(request);
        else waiting = request;
    }

    /** Ends it at once. What is still to come on it is thrown away. */
    void close() {
        if (closed) return;
        closed = true;
        if (!requests.isClosed()) requests.complete();
        if (!answers.isClosed()) answers.cancel();
        end.abort(new IllegalStateException("closed"));
        socket.abandon();
    }

    private final class Requests extends AbstractOutHandler {
        @Override
        public void onPull() {
            if (waiting == null) return;
            var request = waiting;
            waiting = null;
            requests.push(request);
        }

        @Override
        public void onDownstreamFinish(Throwable cause) {
            // The answers' side ends as well and knows why.
        }
    }

    private final class Answers extends AbstractInHandler {
        @Override
        public void onPush() {
            var answer = answers.grab();
            if (owner == null) {
                close();
                return;
            }
            answers.pull();
            owner.onAnswer(answer);
        }

        @Override
        public void onUpstreamFinish() {
            onUpstreamFailure(null);
        }

        @Override
        public void onUpstreamFailure(Throwable cause) {
            if (closed) return;
            close();
            if (owner != null) owner.onBroken(cause);
        }
    }
}

package dev.muster.worker.http;

import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.zip.ZipException;
import org.apache.pekko.http.javadsl.coding.Coder;
import org.apache.pekko.http.javadsl.model.HttpHeader;
import org.apache.pekko.http.javadsl.model.HttpResponse;
import org.apache.pekko.stream.Materializer;
import org.apache.pekko.stream.stage.GraphStageLogic;
import org.apache.pekko.util.ByteString;

/** One fetch: a request, its answer and the whole of the body, redirects and retries included. Lives in a lane's actor. */
final class Exchange implements Connection.Owner, Body.Reader {

    /** What an exchange needs of its lane. */
    interface Lane {
        /** A kept connection, or a new one. */
        Connection connect(Origin origin, Connection.Owner owner);

        /** A new connection. */
        Connection open(Origin origin, Connection.Owner owner);

        GraphStageLogic.SubSinkInlet<ByteString> body();

        Materializer materializer();

        void keep(Connection connection);

        void later(long nanos, Runnable action);

        void onFetched(Plan.Turn turn, Fetched fetched);
    }

    private static final Set<Integer> REDIRECTS = Set.of(301, 302, 303, 307, 308);

    private final Lane lane;
    private final Plan.Turn turn;
    private final HttpFetcherSettings settings;
    private final long timeout;
    private long begun;
    private long deadline;
    private int tries;
    private int redirected;
    private Target at;
    private Connection connection;
    private HttpResponse answer;
    private Body body;

    Exchange(Lane lane, Plan.Turn turn, HttpFetcherSettings settings) {
        this.lane = lane;
        this.turn = turn;
        this.settings = settings;
        this.timeout = settings.limits().timeout().toNanos();
        postpone(turn.delay());
    }

    /** In nanoseconds of {@link System#nanoTime()}; moves on with each try. */
    long deadline() {
        return deadline;
    }

    void begin() {
        long now = System.nanoTime();
        if (tries++ == 0) begun = now;
        deadline = now + timeout;
        redirected = 0;
        at = turn.target();
        send();
    }

    void onDeadline() {
        abandon();
        retryOrEnd("no complete answer within " + settings.limits().timeout().toMillis() + " ms");
    }

    /** Without a result. */
    void abandon() {
        if (body != null) body.cancel();
        if (connection != null) connection.close();
    }

    private void postpone(long nanos) {
        deadline = System.nanoTime() + nanos + timeout;
    }

    private void send() {
        answer = null;
        body = null;
        connection = lane.connect(at.origin(), this);
        connection.send(at.request());
    }

    @Override
    public void onAnswer(HttpResponse received) {
        boolean packed = settings.gzip()
                && header(received, "Content-Encoding")
                        .filter("gzip"::equalsIgnoreCase)
                        .isPresent();
        answer = packed ? Coder.Gzip.decodeMessage(received) : received;
        body = new Body(this, settings.limits().body());
        body.read(answer.entity(), lane::body, lane.materializer());
    }

    @Override
    public void onBodyTooLong() {
        abandon();
        end(Optional.of("body longer than " + settings.limits().body() + " bytes"));
    }

    @Override
    public void onBodyBroken(Throwable cause) {
        abandon();
        if (cause instanceof ZipException) end(Optional.of("body is not gzip"));
        else retryOrEnd("body cut off after " + body.bytes() + " bytes");
    }

    @Override
    public void onBody() {
        if (connection.reusable()) lane.keep(connection);
        else connection.close();
        connection = null;
        if (settings.redirects() > 0 && REDIRECTS.contains(status())) follow();
        else if (settings.expected().contains(status())) end(Optional.empty());
        else if (Retries.passing(status())) retryOrEnd("status " + status());
        else end(Optional.of("status " + status()));
    }

    private void follow() {
        try {
            if (++redirected > settings.redirects()) {
                throw new IllegalArgumentException("more than " + settings.redirects() + " redirects");
            }
            var location = header(answer, "Location");
            at = at.redirected(status(), location.orElseThrow(() -> new IllegalArgumentException("leads nowhere")));
        } catch (IllegalArgumentException e) {
            end(Optional.of("redirect not followed: " + e.getMessage()));
            return;
        }
        send();
    }

    @Override
    public void onBroken(Throwable cause) {
        if (connection.wasStale() && at.request().method().isIdempotent()) {
            connection = lane.open(at.origin(), this);
            connection.send(at.request());
        } else if (body == null) {
            // Otherwise the body's end comes as well, and it may be an orderly one: a body may end with its connection.
            abandon();
            if (Failure.isPermanent(cause)) end(Optional.of(Failure.clause(cause)));
            else retryOrEnd(Failure.clause(cause));
        }
    }

    private void retryOrEnd(String why) {
        if (tries > settings.retries().most()
                || !turn.target().request().method().isIdempotent()) {
            end(Optional.of(why));
            return;
        }
        var asked = answer == null ? Optional.<String>empty() : header(answer, "Retry-After");
        long pause = settings.retries().pause(tries, asked).toNanos();
        postpone(pause);
        lane.later(pause, this::begin);
    }

    private void end(Optional<String> failure) {
        var duration = Duration.ofNanos(System.nanoTime() - begun);
        long bytes = body == null ? 0 : body.bytes();
        var printed = turn.target().printed();
        lane.onFetched(turn, new Fetched(turn.number(), printed, status(), bytes, duration, failure));
    }

    private int status() {
        return answer == null ? 0 : answer.status().intValue();
    }

    private static Optional<String> header(HttpResponse answer, String name) {
        return answer.getHeader(name).map(HttpHeader::value);
    }
}

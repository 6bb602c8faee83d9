package dev.muster.worker.mysql;

import dev.muster.worker.Result;
import dev.muster.worker.WorkerContext;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Predicate;
import org.apache.pekko.stream.SourceShape;
import org.apache.pekko.stream.stage.AbstractOutHandler;
import org.apache.pekko.stream.stage.AsyncCallback;
import org.apache.pekko.stream.stage.TimerGraphStageLogic;

/**
 * One run: starts the sessions, passes on what they hand over, ends those that wait too long, and fails with the first
 * session's failure after all results that came before it.
 */
final class QueryRun extends TimerGraphStageLogic {
    private static final String LATE = "late";
    private static final String MORE = "more";
    /** At rest a result leaves at once; when they come fast, waking the stream for each would cost more than the query. */
    private static final Duration PACE = Duration.ofMillis(10);

    private static final int MANY = 256;
    private static final Duration SHORTEST_TICK = Duration.ofMillis(10);
    private static final Duration LONGEST_TICK = Duration.ofMillis(250);

    private final SourceShape<Result> shape;
    private final WorkerContext worker;
    private final MysqlQuerySettings settings;
    private final Database database;
    private final AtomicLong executions = new AtomicLong();
    private final List<QuerySession> sessions = new ArrayList<>();
    private final AsyncCallback<Boolean> filled = createAsyncCallback(any -> push());
    private final AsyncCallback<Optional<Throwable>> ended = createAsyncCallback(this::onEnded);
    private final Handoff handoff = new Handoff(() -> filled.invoke(true));
    private Iterator<Result> taken = List.<Result>of().iterator();
    private MysqlFailure failure;
    private int running;
    private final AtomicBoolean answered = new AtomicBoolean();
    private volatile boolean stopped;

    QueryRun(SourceShape<Result> shape, WorkerContext worker, MysqlQuerySettings settings, Database database) {
        super(shape);
        this.shape = shape;
        this.worker = worker;
        this.settings = settings;
        this.database = database;
        setHandler(shape.out(), new AbstractOutHandler() {
            @Override
            public void onPull() {
                QueryRun.this.push();
            }
        });
    }

    @Override
    public void preStart() {
        running = (int) Math.min(settings.concurrency(), settings.repeat());
        for (int i = 0; i < running; i++) {
            var session = new QuerySession(this, settings);
            sessions.add(session);
            database.run(session::loop).whenComplete((done, why) -> ended.invoke(Optional.ofNullable(why)));
        }
        var tick = settings.queryTimeout().dividedBy(20);
        scheduleWithFixedDelay(LATE, tick, clamp(tick));
    }

    @Override
    public void onTimer(Object key) {
        if (MORE.equals(key)) {
            push();
            return;
        }
        long now = System.nanoTime();
        endThose(session -> session.endIfLate(now));
    }

    @Override
    public void postStop() {
        stop();
    }

    /** The number of the next execution, or -1 if there is none. Called by sessions. */
    long nextNumber() {
        if (stopped) return -1;
        long number = executions.getAndIncrement();
        return number < settings.repeat() ? number : -1;
    }

    /** Called by sessions; false if nothing more is taken. */
    boolean put(Result result) throws InterruptedException {
        return handoff.put(result);
    }

    /** A statement was answered with no row at all. Called by sessions. */
    void emptyResult() {
        if (!answered.getAndSet(true))
            worker.up("Connected to " + settings.url().server());
    }

    /** Called by sessions that end in the middle of a result. */
    void kill(long connectionId) {
        database.kill(List.of(connectionId));
    }

    private void push() {
        if (!isAvailable(shape.out())) return;
        if (!taken.hasNext()) taken = take().iterator();
        if (taken.hasNext()) push(shape.out(), taken.next());
        else if (failure != null) failStage(failure);
        else if (running == 0) completeStage();
    }

    private List<Result> take() {
        if (isTimerActive(MORE) && running > 0 && failure == null) return handoff.take(MANY);
        var results = handoff.take(1);
        if (!results.isEmpty()) scheduleOnce(MORE, PACE);
        return results;
    }

    private void onEnded(Optional<Throwable> why) {
        running--;
        if (why.isPresent()) {
            if (failure == null) failure = FailureText.of(settings).failure(why.get());
            stop();
        }
        push();
    }

    private void stop() {
        stopped = true;
        handoff.close();
        endThose(QuerySession::end);
    }

    private void endThose(Predicate<QuerySession> which) {
        database.end(sessions.stream().filter(which).toList());
    }

    private static Duration clamp(Duration tick) {
        if (tick.compareTo(SHORTEST_TICK) < 0) return SHORTEST_TICK;
        return tick.compareTo(LONGEST_TICK) > 0 ? LONGEST_TICK : tick;
    }
}

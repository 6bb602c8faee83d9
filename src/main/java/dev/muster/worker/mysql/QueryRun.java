package dev.muster.worker.mysql;

import dev.muster.worker.Result;
import dev.muster.worker.WorkerContext;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
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
    private static final String JOIN = "join";
    /** At rest a result leaves at once; when they come fast, waking the stream for each would cost more than the query. */
    private static final Duration PACE = Duration.ofMillis(10);

    /**
     * Sessions that have to connect first join one after the other. Sixteen at once keep a small machine so busy that the
     * compiler gets no time: measured, of the CPU for the first 160,000 executions an eighth is saved.
     */
    private static final Duration JOIN_EVERY = Duration.ofMillis(50);
    /** However many there are. */
    private static final Duration JOINED_WITHIN = Duration.ofSeconds(1);

    private static final int MANY = 256;
    private static final Duration SHORTEST_TICK = Duration.ofMillis(10);
    private static final Duration LONGEST_TICK = Duration.ofMillis(250);

    private final SourceShape<Result> shape;
    private final WorkerContext worker;
    private final MysqlQuerySettings settings;
    private final CompletionStage<Database> opening;
    private final boolean gently;
    private final AtomicLong executions = new AtomicLong();
    private final List<QuerySession> sessions = new ArrayList<>();
    private final AsyncCallback<Boolean> filled = createAsyncCallback(any -> push());
    private final AsyncCallback<Optional<Throwable>> ended = createAsyncCallback(this::onEnded);
    private final Handoff handoff = new Handoff(() -> filled.invoke(true));
    private Iterator<Result> taken = List.<Result>of().iterator();
    private Database database;
    private MysqlFailure failure;
    private int running;
    private final AtomicBoolean answered = new AtomicBoolean();
    private volatile boolean stopped;
    private volatile boolean over;

    QueryRun(
            SourceShape<Result> shape,
            WorkerContext worker,
            MysqlQuerySettings settings,
            CompletionStage<Database> opening,
            boolean gently) {
        super(shape);
        this.shape = shape;
        this.worker = worker;
        this.settings = settings;
        this.opening = opening;
        this.gently = gently;
        setHandler(shape.out(), new AbstractOutHandler() {
            @Override
            public void onPull() {
                QueryRun.this.push();
            }
        });
    }

    @Override
    public void preStart() {
        AsyncCallback<Database> opened = createAsyncCallback(this::begin);
        AsyncCallback<Throwable> failed = createAsyncCallback(this::failStage);
        opening.whenComplete((database, why) -> {
            if (why == null) opened.invoke(database);
            else failed.invoke(why instanceof CompletionException ? why.getCause() : why);
        });
    }

    private void begin(Database database) {
        this.database = database;
        join();
        if (gently) scheduleWithFixedDelay(JOIN, joinEvery(), joinEvery());
        else while (mayJoin()) join();
        var tick = settings.queryTimeout().dividedBy(20);
        scheduleWithFixedDelay(LATE, tick, clamp(tick));
        push();
    }

    @Override
    public void onTimer(Object key) {
        if (MORE.equals(key)) push();
        else if (LATE.equals(key)) endTheLate();
        else if (mayJoin()) join();
        else cancelTimer(JOIN);
    }

    @Override
    public void postStop() {
        stop();
        over = true;
        long unasked = 0;
        for (; taken.hasNext(); taken.next()) unasked++;
        discard(unasked);
    }

    /** Books what was handed over and nobody will ask for any more: a statement may have changed something. */
    private void discard(long taken) {
        long count = taken + handoff.discard();
        if (count > 0) worker.dropped("stopped", count);
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
        if (database == null || !isAvailable(shape.out())) return;
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

    private void endTheLate() {
        long now = System.nanoTime();
        endThose(session -> session.endIfLate(now));
    }

    private boolean mayJoin() {
        return !stopped && sessions.size() < Math.min(settings.concurrency(), settings.repeat());
    }

    private void join() {
        var session = new QuerySession(this, settings);
        sessions.add(session);
        running++;
        database.run(session::loop).whenComplete((done, why) -> onEnd(why));
    }

    /** On the session's thread. */
    private void onEnd(Throwable why) {
        // Its last result may have come after the others were discarded.
        if (over) discard(0);
        ended.invoke(Optional.ofNullable(why));
    }

    private Duration joinEvery() {
        var evenly = JOINED_WITHIN.dividedBy(settings.concurrency());
        return evenly.compareTo(JOIN_EVERY) < 0 ? evenly : JOIN_EVERY;
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
        if (database != null) database.end(sessions.stream().filter(which).toList());
    }

    private static Duration clamp(Duration tick) {
        if (tick.compareTo(SHORTEST_TICK) < 0) return SHORTEST_TICK;
        return tick.compareTo(LONGEST_TICK) > 0 ? LONGEST_TICK : tick;
    }
}

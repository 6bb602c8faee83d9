package dev.muster.worker.redis;

import dev.muster.worker.Result;
import dev.muster.worker.WorkerContext;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.concurrent.CompletionStage;
import org.apache.pekko.stream.Attributes;
import org.apache.pekko.stream.Outlet;
import org.apache.pekko.stream.SourceShape;
import org.apache.pekko.stream.stage.AbstractOutHandler;
import org.apache.pekko.stream.stage.AsyncCallback;
import org.apache.pekko.stream.stage.GraphStage;
import org.apache.pekko.stream.stage.GraphStageLogic;
import org.apache.pekko.stream.stage.TimerGraphStageLogic;

/**
 * The messages of one subscription. Subscribes when materialised; fails when there is no connection, when it stays away
 * longer than {@code reconnect-grace}, or when Redis gives no sign of life; what was received before is given out first.
 */
final class Subscription extends GraphStage<SourceShape<Result>> {

    private enum Timer {
        CONNECT,
        HEARTBEAT,
        ANSWER,
        GRACE
    }

    /** How soon the heartbeat looks again while there is nothing to ask; well below any sensible heartbeat. */
    private static final Duration TICK = Duration.ofMillis(100);

    private final Outlet<Result> out = Outlet.create("Subscription.out");
    private final SourceShape<Result> shape = SourceShape.of(out);
    private final WorkerContext worker;
    private final RedisSubscriberSettings settings;
    private final Absence absence;

    /** @param absence that of the worker, over all its incarnations */
    Subscription(WorkerContext worker, RedisSubscriberSettings settings, Absence absence) {
        this.worker = worker;
        this.settings = settings;
        this.absence = absence;
    }

    @Override
    public SourceShape<Result> shape() {
        return shape;
    }

    @Override
    public GraphStageLogic createLogic(Attributes attributes) {
        return new Logic();
    }

    private final class Logic extends TimerGraphStageLogic implements RedisLink.Watcher {
        private final AsyncCallback<Runnable> told = createAsyncCallback(Runnable::run);
        private final ArrayDeque<Result> batch = new ArrayDeque<>();
        private final Inbox inbox =
                new Inbox(settings.buffer(), settings.bufferBytes(), () -> told.invoke(this::giveNext));
        private final RedisLink link = new RedisLink(settings, worker, absence, inbox, this);
        private RedisUnavailable failure;
        private CompletionStage<String> answer;
        private long lookedAt;

        private Logic() {
            super(shape);
            setHandler(out, new AbstractOutHandler() {
                @Override
                public void onPull() {
                    giveNext();
                }
            });
        }

        @Override
        public void preStart() {
            var clients = RedisClients.ID.get(materializer().system());
            worker.blocking().execute(() -> link.open(clients));
        }

        @Override
        public void postStop() {
            link.close();
            int left = batch.size() + inbox.close();
            book();
            if (left > 0) worker.dropped("aborted", left);
        }

        @Override
        public void onConnecting() {
            // Each step has its own timeout; this one is for what those do not see.
            var timeout = settings.address().connectTimeout().multipliedBy(4);
            told.invoke(() -> scheduleOnce(Timer.CONNECT, timeout));
        }

        @Override
        public void onSubscribed() {
            told.invoke(this::begin);
        }

        @Override
        public void onLost() {
            told.invoke(() -> scheduleOnce(Timer.GRACE, settings.reconnectGrace()));
        }

        @Override
        public void onFailed(RedisUnavailable cause) {
            told.invoke(() -> endWith(cause));
        }

        @Override
        public void onTimer(Object timer) {
            switch ((Timer) timer) {
                case CONNECT -> endWith(new RedisUnavailable(RedisUnavailable.silence(settings.address())));
                case HEARTBEAT -> listen();
                case ANSWER -> expectAnswer();
                case GRACE -> checkReturned();
            }
        }

        private void begin() {
            cancelTimer(Timer.CONNECT);
            cancelTimer(Timer.GRACE);
            scheduleOnce(Timer.HEARTBEAT, settings.heartbeat());
        }

        private void giveNext() {
            if (batch.isEmpty()) refill();
            if (!batch.isEmpty()) {
                if (isAvailable(out)) push(out, batch.poll());
            } else if (failure != null) failStage(failure);
        }

        private void refill() {
            inbox.refill(batch);
            book();
            if (inbox.isLow()) link.tap().relieve();
        }

        private void endWith(RedisUnavailable cause) {
            if (failure != null) return;
            failure = cause;
            // Before it is closed: a silence has lasted longer than that.
            if (link.isSubscribed()) absence.begin(link.tap().lastRead());
            link.close();
            giveNext();
            if (!isClosed(out)) worker.degraded(cause.getMessage());
        }

        private void listen() {
            book();
            var silence = Duration.ofNanos(System.nanoTime() - link.tap().lastRead());
            var left = settings.heartbeat().minus(silence);
            if (!left.isNegative() && !left.isZero() || link.tap().isPaused() || !link.isSubscribed()) {
                scheduleOnce(Timer.HEARTBEAT, left.compareTo(TICK) > 0 ? left : TICK);
                return;
            }
            answer = link.ping();
            awaitAnswer();
        }

        private void awaitAnswer() {
            lookedAt = System.nanoTime();
            scheduleOnce(Timer.ANSWER, settings.heartbeatTimeout());
        }

        private void expectAnswer() {
            var waited = System.nanoTime() - lookedAt;
            // The answer comes behind all that was sent before it, which may be a large message on a slow link.
            boolean moving = link.tap().lastRead() - lookedAt > 0;
            // Woken much too late, this process itself was held up, and the answer may wait in the socket.
            boolean late = waited > 2 * settings.heartbeatTimeout().toNanos();
            if (isAnswered() || link.tap().isPaused() || !link.isSubscribed()) listen();
            else if (moving || late) awaitAnswer();
            else endWith(new RedisUnavailable(settings.address().where() + " gives no sign of life"));
        }

        private boolean isAnswered() {
            var answered = answer.toCompletableFuture();
            return answered.isDone() && !answered.isCompletedExceptionally();
        }

        private void checkReturned() {
            if (!link.isSubscribed())
                endWith(new RedisUnavailable(
                        "connection to " + settings.address().where() + " lost"));
        }

        private void book() {
            book("buffer-full", inbox.takeOverflowed());
            book("too-large", link.takeOversized());
        }

        private void book(String reason, long count) {
            if (count > 0) worker.dropped(reason, count);
        }
    }
}

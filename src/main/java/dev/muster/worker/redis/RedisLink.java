package dev.muster.worker.redis;

import dev.muster.worker.WorkerContext;
import io.lettuce.core.pubsub.PubSubCommandHandler;
import io.lettuce.core.pubsub.StatefulRedisPubSubConnection;
import io.lettuce.core.resource.NettyCustomizer;
import io.netty.channel.Channel;
import java.util.concurrent.CompletionStage;
import java.util.stream.Collectors;

/**
 * One subscription: a client, its connection and, after a loss, the connections that follow it. Lettuce reconnects and
 * subscribes again by itself; this watches it do so. Thread-safe; only {@link #open} takes noticeable time.
 */
final class RedisLink implements NettyCustomizer {

    /** What becomes of the link; called on any thread, must not block. */
    interface Watcher {
        /** The client is there and begins to connect. */
        void onConnecting();

        /** Everything is subscribed to, for the first time or again. */
        void onSubscribed();

        /** The connection is gone; Lettuce tries to bring it back. */
        void onLost();

        /** There is no subscription and there will be none. */
        void onFailed(RedisUnavailable failure);
    }

    private final RedisSubscriberSettings settings;
    private final WorkerContext worker;
    private final Inbox inbox;
    private final Watcher watcher;
    private final Absence absence;
    private final Confirmations confirmations;
    private final MessageListener listener;
    private RedisConnector connector;
    private boolean closed;
    private volatile StatefulRedisPubSubConnection<String, byte[]> connection;
    private volatile Tap tap;

    RedisLink(RedisSubscriberSettings settings, WorkerContext worker, Absence absence, Inbox inbox, Watcher watcher) {
        this.settings = settings;
        this.worker = worker;
        this.absence = absence;
        this.inbox = inbox;
        this.watcher = watcher;
        this.confirmations = new Confirmations(settings.subjects().collect(Collectors.toSet()));
        this.listener = new MessageListener(settings.payload(), inbox, this::onConfirmed, this::fail);
        this.tap = new Tap(inbox, this::onLost);
    }

    /** Begins to connect. May take some 100 ms the first time, for loading classes and starting threads. */
    void open(RedisClients clients) {
        try {
            connect(clients);
        } catch (RuntimeException | Error e) {
            fail(e);
        }
    }

    /** Ends the subscription in the background; also before or during {@link #open}. An absence begins, if there was one. */
    synchronized void close() {
        if (!closed && isSubscribed()) absence.begin(System.nanoTime());
        closed = true;
        if (connector != null) connector.close();
        connector = null;
    }

    /** Asks Redis for a sign of life. Completes when the answer is decoded; that its bytes have come is not enough. */
    CompletionStage<String> ping() {
        return connection.async().ping();
    }

    /** The present connection's tap, or that of the one to come. */
    Tap tap() {
        return tap;
    }

    boolean isSubscribed() {
        return confirmations.whole();
    }

    long takeOversized() {
        return listener.takeOversized();
    }

    @Override
    public void afterChannelInitialized(Channel channel) {
        var decoder = channel.pipeline().context(PubSubCommandHandler.class);
        if (decoder == null) return;
        var fresh = new Tap(inbox, this::onLost);
        channel.pipeline().addFirst(fresh).addBefore(decoder.name(), null, new Leftover(this::onLeftover));
        tap = fresh;
    }

    private void connect(RedisClients clients) {
        // Made outside the lock, since it takes its time, and the lock is taken on dispatchers and event loops too.
        var fresh = new RedisConnector(settings.address(), clients, this);
        if (!adopt(fresh)) {
            fresh.close();
            return;
        }
        watcher.onConnecting();
        fresh.connect(new PayloadCodec(settings.maxPayload())).whenComplete(this::onConnected);
    }

    private synchronized boolean adopt(RedisConnector fresh) {
        if (!closed) connector = fresh;
        return !closed;
    }

    private void onConnected(StatefulRedisPubSubConnection<String, byte[]> connected, Throwable failure) {
        if (failure != null) {
            fail(failure);
            return;
        }
        connection = connected;
        if (!isClosed()) subscribe(connected);
    }

    private void subscribe(StatefulRedisPubSubConnection<String, byte[]> connected) {
        connected.addListener(listener);
        var commands = connected.async();
        if (!settings.channels().isEmpty())
            failOn(commands.subscribe(settings.channels().toArray(String[]::new)));
        if (!settings.patterns().isEmpty())
            failOn(commands.psubscribe(settings.patterns().toArray(String[]::new)));
    }

    private void failOn(CompletionStage<Void> subscription) {
        subscription.whenComplete((done, failure) -> {
            if (failure != null) fail(failure);
        });
    }

    private void onConfirmed(Subject subject) {
        if (!completes(subject)) return;
        worker.up("Subscribed to " + settings.names());
        watcher.onSubscribed();
    }

    /** Whether nothing is missing any more. Not while it is being closed, which would find an absence not yet ended. */
    private synchronized boolean completes(Subject subject) {
        if (closed || !confirmations.confirm(subject)) return false;
        var gap = absence.end();
        if (gap != null) {
            inbox.put(gap);
            worker.note("latest gap", gap.summary() + ", from " + gap.from());
        }
        return true;
    }

    private void onLost() {
        if (connection == null || isClosed()) return;
        var where = settings.address().where();
        if (!confirmations.ever()) fail(new RedisUnavailable("connection to " + where + " lost while subscribing"));
        else if (confirmations.lose()) {
            absence.begin(System.nanoTime());
            worker.degraded("connection to " + where + " lost, reconnecting");
            watcher.onLost();
        }
    }

    private void onLeftover() {
        fail(new RedisUnavailable(settings.address().where() + " sent more than fits into the memory of this process"));
    }

    private void fail(Throwable failure) {
        if (!isClosed()) watcher.onFailed(RedisUnavailable.of(failure, settings.address()));
    }

    private synchronized boolean isClosed() {
        return closed;
    }
}

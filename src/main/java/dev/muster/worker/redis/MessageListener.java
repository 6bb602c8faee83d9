package dev.muster.worker.redis;

import dev.muster.worker.Result;
import io.lettuce.core.pubsub.RedisPubSubAdapter;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;

/** What Lettuce tells, on its event loop. Lettuce would swallow an exception and the message with it; this one does not. */
final class MessageListener extends RedisPubSubAdapter<String, byte[]> {
    private final Payload payload;
    private final Inbox inbox;
    private final Consumer<Subject> confirmed;
    private final Consumer<Throwable> failed;
    private final AtomicLong oversized = new AtomicLong();

    MessageListener(Payload payload, Inbox inbox, Consumer<Subject> confirmed, Consumer<Throwable> failed) {
        this.payload = payload;
        this.inbox = inbox;
        this.confirmed = confirmed;
        this.failed = failed;
    }

    /** Gives the number of messages over the limit since the last call. Any thread. */
    long takeOversized() {
        return oversized.get() == 0 ? 0 : oversized.getAndSet(0);
    }

    @Override
    public void message(String channel, byte[] body) {
        guard(() -> {
            if (body == null) oversized.incrementAndGet();
            else inbox.offer(result(channel, body));
        });
    }

    @Override
    public void message(String pattern, String channel, byte[] body) {
        message(channel, body);
    }

    @Override
    public void subscribed(String channel, long count) {
        guard(() -> confirmed.accept(new Subject(channel, false)));
    }

    @Override
    public void psubscribed(String pattern, long count) {
        guard(() -> confirmed.accept(new Subject(pattern, true)));
    }

    private Result result(String channel, byte[] body) {
        return payload == Payload.TEXT
                ? new Message(channel, new String(body, StandardCharsets.UTF_8))
                : new BinaryMessage(channel, body);
    }

    private void guard(Runnable handling) {
        try {
            handling.run();
        } catch (RuntimeException | Error e) {
            failed.accept(e);
        }
    }
}

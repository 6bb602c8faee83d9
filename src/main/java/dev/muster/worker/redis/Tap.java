package dev.muster.worker.redis;

import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.util.concurrent.Future;
import java.util.concurrent.TimeUnit;

/**
 * Sits first in a connection's pipeline: sees that bytes come, ends of bursts and the end of the connection, and stops
 * reading for a moment when the inbox is nearly full.
 */
final class Tap extends ChannelInboundHandlerAdapter {
    /**
     * The longest pause, in milliseconds. While it lasts Redis buffers for us, and at 32 MiB (its default
     * {@code client-output-buffer-limit} for pub/sub) it disconnects, which loses messages that nobody can count; a million
     * small messages a second, 100 MB, leave this much time with room to spare.
     */
    private static final long LONGEST_PAUSE = 100;

    private final Inbox inbox;
    private final Runnable lost;
    private ChannelHandlerContext context;
    private Future<?> pauseEnd;
    private volatile boolean spent;
    private volatile boolean paused;
    private volatile long lastRead = System.nanoTime();

    /** @param lost called on the event loop when the connection has ended */
    Tap(Inbox inbox, Runnable lost) {
        this.inbox = inbox;
        this.lost = lost;
    }

    /** When bytes came last, by {@link System#nanoTime}. Any thread. */
    long lastRead() {
        return lastRead;
    }

    /** True while reading is held back. Any thread. */
    boolean isPaused() {
        return paused;
    }

    /** The inbox is low again: read on, and pause again if need be. Any thread. */
    void relieve() {
        if (paused || spent) context.executor().execute(this::onRelief);
    }

    @Override
    public void handlerAdded(ChannelHandlerContext added) {
        context = added;
    }

    @Override
    public void channelRead(ChannelHandlerContext context, Object bytes) {
        lastRead = System.nanoTime();
        context.fireChannelRead(bytes);
        // Only after the bytes are decoded: Lettuce turns reading on again whenever it has decoded a reply.
        if (inbox.isHigh()) pause();
    }

    @Override
    public void channelReadComplete(ChannelHandlerContext context) {
        context.fireChannelReadComplete();
        inbox.announce();
    }

    @Override
    public void channelInactive(ChannelHandlerContext context) {
        if (pauseEnd != null) pauseEnd.cancel(false);
        paused = false;
        lost.run();
        context.fireChannelInactive();
    }

    private void pause() {
        if (paused || spent) return;
        paused = true;
        context.channel().config().setAutoRead(false);
        pauseEnd = context.executor().schedule(this::onSpent, LONGEST_PAUSE, TimeUnit.MILLISECONDS);
    }

    private void onSpent() {
        spent = true;
        resume();
    }

    private void onRelief() {
        spent = false;
        if (paused) pauseEnd.cancel(false);
        resume();
    }

    private void resume() {
        if (!paused) return;
        paused = false;
        lastRead = System.nanoTime();
        context.channel().config().setAutoRead(true);
    }
}

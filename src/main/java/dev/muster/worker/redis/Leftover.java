package dev.muster.worker.redis;

import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;

/**
 * Sits before Lettuce's decoder and sees when that could not take what came, for want of memory. Lettuce only logs it and
 * goes on, but without those bytes nothing that follows can be understood.
 */
final class Leftover extends ChannelInboundHandlerAdapter {
    private final Runnable found;

    /** @param found called on the event loop, perhaps more than once */
    Leftover(Runnable found) {
        this.found = found;
    }

    @Override
    public void channelRead(ChannelHandlerContext context, Object bytes) {
        // Kept, since the decoder releases what it was given.
        var given = ((ByteBuf) bytes).retain();
        try {
            context.fireChannelRead(given);
            if (given.isReadable() && context.channel().isActive()) found.run();
        } finally {
            given.release();
        }
    }
}

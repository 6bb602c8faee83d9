package dev.muster.worker.redis;

import io.lettuce.core.resource.NettyCustomizer;
import io.netty.bootstrap.Bootstrap;
import io.netty.channel.Channel;
import io.netty.channel.group.ChannelGroup;
import io.netty.channel.group.DefaultChannelGroup;
import io.netty.util.concurrent.ImmediateEventExecutor;

/**
 * Every channel that a client makes. Lettuce knows only those with an end of their handshake, and its end passes the
 * others by. Thread-safe.
 */
final class ClientChannels implements NettyCustomizer {
    private final NettyCustomizer customizer;
    // A group that stays closed, so that it closes what is added afterwards too.
    private final ChannelGroup channels = new DefaultChannelGroup(ImmediateEventExecutor.INSTANCE, true);

    /** @param customizer for what else is to be done to each channel */
    ClientChannels(NettyCustomizer customizer) {
        this.customizer = customizer;
    }

    @Override
    public void afterBootstrapInitialized(Bootstrap bootstrap) {
        customizer.afterBootstrapInitialized(bootstrap);
    }

    @Override
    public void afterChannelInitialized(Channel channel) {
        customizer.afterChannelInitialized(channel);
        channels.add(channel);
    }

    /** Closes in the background those that are there, whatever they wait for, and any that is still to come. */
    void close() {
        channels.close();
    }
}

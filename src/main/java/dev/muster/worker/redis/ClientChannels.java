package dev.muster.worker.redis;

import io.lettuce.core.protocol.RedisHandshakeHandler;
import io.lettuce.core.resource.NettyCustomizer;
import io.netty.bootstrap.Bootstrap;
import io.netty.channel.Channel;
import io.netty.channel.group.ChannelGroup;
import io.netty.channel.group.DefaultChannelGroup;
import io.netty.util.concurrent.ImmediateEventExecutor;

/**
 * Every channel that a client makes. Lettuce closes only those that are connected, and may miss how a handshake failed.
 * Thread-safe.
 */
final class ClientChannels implements NettyCustomizer {
    private final NettyCustomizer customizer;
    // A group that stays closed, so that it closes what is added afterwards too.
    private final ChannelGroup channels = new DefaultChannelGroup(ImmediateEventExecutor.INSTANCE, true);
    private volatile Throwable failure;

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
        var handshake = channel.pipeline().get(RedisHandshakeHandler.class);
        handshake.channelInitialized().whenComplete((done, failed) -> failure = failed);
    }

    /**
     * How a handshake failed, if Lettuce found its handler gone when it looked for that.
     *
     * @param told what Lettuce says
     */
    Throwable cause(Throwable told) {
        var root = told;
        while (root.getCause() != null) root = root.getCause();
        var known = failure;
        return root instanceof IllegalStateException && known != null ? known : told;
    }

    /** Closes in the background those that are there, whatever they wait for, and any that is still to come. */
    void close() {
        channels.close();
    }
}

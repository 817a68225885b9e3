package io.chatspace.engineio.transport;

import io.chatspace.engineio.server.EngineServer;
import io.netty.channel.Channel;
import io.netty.channel.ChannelPipeline;
import java.net.SocketAddress;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import reactor.netty.ChannelPipelineConfigurer;
import reactor.netty.ConnectionObserver;
import reactor.netty.NettyPipeline;

/// Puts an engine on the port of a Reactor Netty HTTP server: `httpServer.doOnChannelInit(NettyMount.of(engine))`.
///
/// Requests beneath the engine's path are taken whole, right behind the HTTP codec; every other request passes
/// untouched. A connection that becomes a WebSocket lets go of everything that served HTTP on it.
///
/// HTTP/1.1 only, with or without TLS. On a connection that negotiated HTTP/2 the engine is not there.
public final class NettyMount implements ChannelPipelineConfigurer {
    private static final Logger log = LoggerFactory.getLogger(NettyMount.class);
    private static final String NAME = "chatspace.engineio";

    private final EngineServer engine;

    private NettyMount(EngineServer engine) {
        this.engine = engine;
    }

    public static NettyMount of(EngineServer engine) {
        return new NettyMount(engine);
    }

    @Override
    public void onChannelInit(
            ConnectionObserver connectionObserver, Channel channel, @Nullable SocketAddress remoteAddress) {
        ChannelPipeline pipeline = channel.pipeline();
        if (pipeline.get(NettyPipeline.HttpCodec) == null) {
            log.debug("no HTTP/1.1 codec on this connection: Engine.IO is not served on it");
            return;
        }
        pipeline.addAfter(NettyPipeline.HttpCodec, NAME, new EngineHttpHandler(engine));
    }
}

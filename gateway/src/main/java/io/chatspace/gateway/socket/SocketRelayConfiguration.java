package io.chatspace.gateway.socket;

import io.chatspace.gateway.route.PresenceNodes;
import io.chatspace.gateway.security.EdgeHeaders;
import io.chatspace.gateway.security.Origins;
import io.chatspace.kit.security.AccessTokens;
import io.micrometer.core.instrument.MeterRegistry;
import org.springframework.boot.reactor.netty.NettyServerCustomizer;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.annotation.Order;
import reactor.netty.NettyPipeline;

@Configuration(proxyBeanMethods = false)
class SocketRelayConfiguration {
    @Bean
    RelayedSockets relayedSockets(PresenceNodes nodes, SocketProperties properties, MeterRegistry meters) {
        return new RelayedSockets(nodes, properties, meters);
    }

    @Bean
    SocketRelay socketRelay(
            PresenceNodes nodes,
            Origins origins,
            EdgeHeaders edgeHeaders,
            AccessTokens tokens,
            RelayedSockets relayed) {
        return new SocketRelay(nodes, origins, edgeHeaders, tokens, relayed);
    }

    @Bean
    @Order(0)
    NettyServerCustomizer relayWebSockets(SocketRelay relay) {
        return server -> server.doOnChannelInit((_, channel, _) ->
                channel.pipeline().addAfter(NettyPipeline.HttpCodec, "chatspace.socketRelay", relay));
    }
}

package io.chatspace.socketio.webflux;

import io.chatspace.engineio.server.AddressResolver;
import io.chatspace.engineio.server.EngineOptions;
import io.chatspace.engineio.transport.NettyMount;
import io.chatspace.socketio.server.SocketMetrics;
import io.chatspace.socketio.server.SocketOptions;
import io.chatspace.socketio.server.SocketServer;
import io.micrometer.core.instrument.MeterRegistry;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.config.ConfigurableBeanFactory;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.reactor.netty.NettyReactiveWebServerFactory;
import org.springframework.boot.web.server.WebServerFactoryCustomizer;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Scope;
import tools.jackson.databind.json.JsonMapper;

/// Mounts each [SocketServer] bean of the application on its port.
///
/// An application declares the bean itself, best from the builder that is prepared here:
/// `@Bean SocketServer sockets(SocketServer.Builder builder) { ... }`.
@AutoConfiguration
@ConditionalOnWebApplication(type = ConditionalOnWebApplication.Type.REACTIVE)
@EnableConfigurationProperties(SocketIoProperties.class)
public class SocketIoAutoConfiguration {

    /// A builder with the options of `chatspace.socketio`, the application's mapper and its meters.
    @Bean
    @Scope(ConfigurableBeanFactory.SCOPE_PROTOTYPE)
    @ConditionalOnMissingBean
    SocketServer.Builder socketServerBuilder(
            SocketIoProperties properties, ObjectProvider<JsonMapper> json, ObjectProvider<SocketMetrics> metrics) {
        EngineOptions engine = EngineOptions.builder()
                .path(properties.path())
                .pingInterval(properties.pingInterval())
                .pingTimeout(properties.pingTimeout())
                .upgradeTimeout(properties.upgradeTimeout())
                .maxPayload(Math.toIntExact(properties.maxPayload().toBytes()))
                .maxQueue(Math.toIntExact(properties.maxQueue().toBytes()))
                .maxSessionsPerAddress(properties.maxSessionsPerAddress())
                .allowEio3(properties.allowEio3())
                .compression(properties.compression())
                .allowedOrigins(origin -> properties.allowedOrigins().contains("*")
                        || properties.allowedOrigins().contains(origin))
                .addresses(properties.trustForwardedFor() ? AddressResolver.forwardedFor() : AddressResolver.peer())
                .build();
        SocketServer.Builder builder = SocketServer.builder()
                .engine(engine)
                .options(SocketOptions.DEFAULTS.withConnectTimeout(properties.connectTimeout()));
        json.ifAvailable(builder::json);
        metrics.ifAvailable(builder::metrics);
        return builder;
    }

    @Bean
    SocketServerLifecycle socketServerLifecycle(ObjectProvider<SocketServer> servers) {
        return new SocketServerLifecycle(servers);
    }

    @Configuration(proxyBeanMethods = false)
    @ConditionalOnClass(NettyReactiveWebServerFactory.class)
    @ConditionalOnProperty(
            prefix = "chatspace.socketio",
            name = "transport",
            havingValue = "netty",
            matchIfMissing = true)
    static class OnNetty {
        @Bean
        WebServerFactoryCustomizer<NettyReactiveWebServerFactory> socketIoMount(ObjectProvider<SocketServer> servers) {
            return factory -> servers.orderedStream()
                    .forEach(server ->
                            factory.addServerCustomizers(http -> http.doOnChannelInit(NettyMount.of(server.engine()))));
        }
    }

    @Configuration(proxyBeanMethods = false)
    @ConditionalOnProperty(prefix = "chatspace.socketio", name = "transport", havingValue = "webflux")
    static class OnWebFlux {
        @Bean
        SocketIoHandlerMapping socketIoHandlerMapping(ObjectProvider<SocketServer> servers) {
            return new SocketIoHandlerMapping(servers.orderedStream().toList());
        }
    }

    @Configuration(proxyBeanMethods = false)
    @ConditionalOnClass(MeterRegistry.class)
    static class Metrics {
        @Bean
        @ConditionalOnMissingBean
        SocketMetrics socketMetrics(ObjectProvider<MeterRegistry> registry) {
            MeterRegistry meters = registry.getIfAvailable();
            return meters == null ? SocketMetrics.NONE : new MicrometerSocketMetrics(meters);
        }
    }
}

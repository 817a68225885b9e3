package io.chatspace.gateway.security;

import io.chatspace.kit.security.PublicPaths;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.web.cors.reactive.CorsWebFilter;

@Configuration(proxyBeanMethods = false)
class EdgeConfiguration {
    private static final Logger log = LoggerFactory.getLogger(EdgeConfiguration.class);

    /// Everything outside `/api` is a file of the web app, a key, a health answer or a socket. Under `/api` these need
    /// no token.
    @Bean
    PublicPaths publicPaths() {
        return PublicPaths.of(
                "/api/status",
                "/api/auth/signup",
                "/api/auth/login",
                "/api/auth/refresh",
                "/api/media/{id}",
                "/api/media/{id}/thumb",
                "/{first:(?!api$).*}/**",
                "/");
    }

    @Bean
    Origins origins(EdgeProperties properties) {
        if (properties.allowedOrigins().contains("*")) {
            log.warn("CHATSPACE_ORIGINS is *: any web page may call this server in its visitors' names");
        }
        return new Origins(properties.allowedOrigins());
    }

    /// Before the token check, so that refusals carry the headers too and a preflight needs no token.
    @Bean
    @Order(Ordered.HIGHEST_PRECEDENCE + 10)
    CorsWebFilter corsFilter(Origins origins) {
        return new CorsWebFilter(_ -> origins.cors());
    }

    @Bean
    ClientAddress clientAddress(EdgeProperties properties) {
        return new ClientAddress(properties.proxies());
    }

    @Bean
    EdgeHeaders edgeHeaders(EdgeProperties properties) {
        return new EdgeHeaders(properties.proxies());
    }
}

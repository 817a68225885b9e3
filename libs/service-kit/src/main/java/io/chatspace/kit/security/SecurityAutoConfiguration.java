package io.chatspace.kit.security;

import java.time.Clock;
import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.actuate.autoconfigure.web.server.ManagementPortType;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.context.annotation.Bean;
import org.springframework.core.env.Environment;
import org.springframework.web.reactive.config.WebFluxConfigurer;
import org.springframework.web.reactive.function.client.WebClient;
import org.springframework.web.reactive.result.method.annotation.ArgumentResolverConfigurer;

/// The token check of every service: [TokenCheck], except on [PublicPaths].
@AutoConfiguration
public class SecurityAutoConfiguration {
    private static final Logger log = LoggerFactory.getLogger(SecurityAutoConfiguration.class);
    private static final Duration KEY_REFRESH_SPACING = Duration.ofSeconds(5);

    /// @param offset for tests of nodes whose clocks are apart; nothing else needs it
    @Bean
    @ConditionalOnMissingBean
    Clock clock(@Value("${chatspace.clock.offset:0s}") Duration offset) {
        if (!offset.isZero()) {
            log.warn("This node's clock is set off by {}, as chatspace.clock.offset says", offset);
        }
        return Clock.offset(Clock.systemUTC(), offset);
    }

    @Bean
    @ConditionalOnMissingBean
    PublicPaths publicPaths() {
        return PublicPaths.of();
    }

    @Bean
    @ConditionalOnMissingBean(KeySource.class)
    RemoteKeySource keySource(@Value("${chatspace.auth.url}") String authUrl, Clock clock) {
        return new RemoteKeySource(WebClient.create(), authUrl + "/.well-known/jwks.json", KEY_REFRESH_SPACING, clock);
    }

    @Bean
    @ConditionalOnMissingBean
    Revocations revocations() {
        return _ -> false;
    }

    @Bean
    AccessTokens accessTokens(KeySource keys, Revocations revocations, Clock clock) {
        return new AccessTokens(keys, revocations, clock);
    }

    @Bean
    TokenCheck tokenCheck(AccessTokens tokens, PublicPaths publicPaths, Environment environment) {
        // On the port that clients reach, health only. On a port of its own all that is exposed: nobody routes there.
        boolean apart = ManagementPortType.get(environment) == ManagementPortType.DIFFERENT;
        return new TokenCheck(tokens, publicPaths, PublicPaths.of(apart ? "/actuator/**" : "/actuator/health/**"));
    }

    @Bean
    WebFluxConfigurer callerArguments() {
        return new WebFluxConfigurer() {
            @Override
            public void configureArgumentResolvers(ArgumentResolverConfigurer configurer) {
                configurer.addCustomResolver(new CallerArgumentResolver());
            }
        };
    }
}

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
import org.springframework.http.HttpStatus;
import org.springframework.security.config.annotation.web.reactive.EnableWebFluxSecurity;
import org.springframework.security.config.web.server.ServerHttpSecurity;
import org.springframework.security.oauth2.server.resource.InvalidBearerTokenException;
import org.springframework.security.web.server.SecurityWebFilterChain;
import org.springframework.security.web.server.ServerAuthenticationEntryPoint;
import org.springframework.security.web.server.context.NoOpServerSecurityContextRepository;
import org.springframework.security.web.server.firewall.ServerExchangeRejectedHandler;
import org.springframework.security.web.server.util.matcher.ServerWebExchangeMatcher;
import org.springframework.security.web.server.util.matcher.ServerWebExchangeMatcher.MatchResult;
import org.springframework.web.reactive.config.WebFluxConfigurer;
import org.springframework.web.reactive.function.client.WebClient;
import org.springframework.web.reactive.result.method.annotation.ArgumentResolverConfigurer;
import org.springframework.web.server.ResponseStatusException;
import reactor.core.publisher.Mono;

/// The token check of every service: Spring Security's resource server, except on [PublicPaths], which it
/// does not touch.
@AutoConfiguration
@EnableWebFluxSecurity
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
    @ConditionalOnMissingBean
    KeySource keySource(@Value("${chatspace.auth.url}") String authUrl, Clock clock) {
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
    SecurityWebFilterChain tokenCheck(
            ServerHttpSecurity http, AccessTokens tokens, PublicPaths publicPaths, Environment environment) {
        // On the port that clients reach, health only. On a port of its own all that is exposed: nobody routes there.
        boolean apart = ManagementPortType.get(environment) == ManagementPortType.DIFFERENT;
        var actuator = PublicPaths.of(apart ? "/actuator/**" : "/actuator/health/**");
        ServerWebExchangeMatcher guarded = exchange -> {
            var path = exchange.getRequest().getPath().pathWithinApplication();
            boolean open = publicPaths.contains(path) || actuator.contains(path);
            return open ? MatchResult.notMatch() : MatchResult.match();
        };
        return http.securityMatcher(guarded)
                .csrf(ServerHttpSecurity.CsrfSpec::disable)
                .httpBasic(ServerHttpSecurity.HttpBasicSpec::disable)
                .formLogin(ServerHttpSecurity.FormLoginSpec::disable)
                .logout(ServerHttpSecurity.LogoutSpec::disable)
                .requestCache(ServerHttpSecurity.RequestCacheSpec::disable)
                .headers(ServerHttpSecurity.HeaderSpec::disable)
                .cors(ServerHttpSecurity.CorsSpec::disable)
                .securityContextRepository(NoOpServerSecurityContextRepository.getInstance())
                .authorizeExchange(exchanges -> exchanges.anyExchange().authenticated())
                .exceptionHandling(handling -> handling.authenticationEntryPoint(rethrow()))
                .oauth2ResourceServer(server -> server.bearerTokenConverter(new BearerTokens())
                        .authenticationEntryPoint(rethrow())
                        .jwt(jwt -> jwt.jwtDecoder(tokens)))
                .build();
    }

    /// Paths that no client of ours asks for, such as those with an encoded slash or NUL, are refused
    /// before anything
    /// looks at them; without this, with nothing in the answer.
    @Bean
    ServerExchangeRejectedHandler rejectedRequests() {
        return (_, _) -> Mono.error(new ResponseStatusException(HttpStatus.BAD_REQUEST));
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

    /// Hands the refusal to the one renderer of errors.
    private static ServerAuthenticationEntryPoint rethrow() {
        return (_, refusal) -> {
            for (Throwable at = refusal; at != null; at = at.getCause()) {
                if (at instanceof TokenError known) {
                    return Mono.error(known);
                }
            }
            return Mono.error(
                    refusal instanceof InvalidBearerTokenException
                            ? new TokenError.Invalid()
                            : new TokenError.Missing());
        };
    }
}

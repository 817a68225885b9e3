package io.chatspace.kit.security;

import org.springframework.core.Ordered;
import org.springframework.http.HttpStatus;
import org.springframework.http.server.PathContainer;
import org.springframework.security.web.server.firewall.ServerExchangeRejectedException;
import org.springframework.security.web.server.firewall.ServerWebExchangeFirewall;
import org.springframework.security.web.server.firewall.StrictServerWebExchangeFirewall;
import org.springframework.web.server.ResponseStatusException;
import org.springframework.web.server.ServerWebExchange;
import org.springframework.web.server.WebFilter;
import org.springframework.web.server.WebFilterChain;
import reactor.core.publisher.Mono;

/// Lets a request through with a good access token only, as its [Caller]'s, except on open paths, where a token is
/// not looked at. Errors are [TokenError]s.
///
/// Paths that no client of ours asks for, such as those with an encoded slash or NUL, are refused with 400 before
/// anything looks at them. Spring Security's firewall judges them; a path that is plainly good is not shown to it.
final class TokenCheck implements WebFilter, Ordered {
    private static final String PLAIN = "-_.~/";

    private final AccessTokens tokens;
    private final PublicPaths publicPaths;
    private final PublicPaths actuator;
    private final ServerWebExchangeFirewall firewall = new StrictServerWebExchangeFirewall();

    /// @param actuator what of the actuator needs no token
    TokenCheck(AccessTokens tokens, PublicPaths publicPaths, PublicPaths actuator) {
        this.tokens = tokens;
        this.publicPaths = publicPaths;
        this.actuator = actuator;
    }

    /// After CORS, so that a browser may read a refusal.
    @Override
    public int getOrder() {
        return -100;
    }

    @Override
    public Mono<Void> filter(ServerWebExchange exchange, WebFilterChain chain) {
        if (isPlain(exchange.getRequest().getPath().value())) {
            return check(exchange, chain);
        }
        return firewall.getFirewalledExchange(exchange)
                .onErrorMap(
                        ServerExchangeRejectedException.class, _ -> new ResponseStatusException(HttpStatus.BAD_REQUEST))
                .flatMap(passed -> check(passed, chain));
    }

    private Mono<Void> check(ServerWebExchange exchange, WebFilterChain chain) {
        var request = exchange.getRequest();
        if (isOpen(request.getPath().pathWithinApplication())) {
            return chain.filter(exchange);
        }
        var token = BearerTokens.read(request.getHeaders());
        if (token == null) {
            return Mono.error(new TokenError.Missing());
        }
        return tokens.verify(token).flatMap(good -> {
            good.caller().makes(exchange);
            return chain.filter(exchange);
        });
    }

    private boolean isOpen(PathContainer path) {
        return publicPaths.contains(path) || actuator.contains(path);
    }

    /// Unreserved characters (RFC 3986) and slashes, no empty segment and none that begins with a dot.
    private static boolean isPlain(String path) {
        char before = 0;
        for (int i = 0; i < path.length(); i++) {
            char at = path.charAt(i);
            boolean letterOrDigit = (at >= 'a' && at <= 'z') || (at >= 'A' && at <= 'Z') || (at >= '0' && at <= '9');
            if (!letterOrDigit && PLAIN.indexOf(at) < 0 || before == '/' && (at == '/' || at == '.')) {
                return false;
            }
            before = at;
        }
        return true;
    }
}

package io.chatspace.message.directory;

import io.chatspace.contracts.UserView;
import io.chatspace.kit.security.TokenError;
import io.chatspace.message.id.UserId;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.web.reactive.function.client.ClientResponse;
import org.springframework.web.reactive.function.client.WebClient;
import reactor.core.publisher.Mono;

/// Asks auth-service for users, with the token of whoever wants to know. One try within the timeout: callers
/// have older answers to fall back on.
///
/// Errors are [DirectoryError.Unavailable], or [TokenError.Invalid] where auth-service does not take the token.
final class AuthClient {
    private final WebClient http;
    private final Duration timeout;

    private record UsersAnswer(@Nullable List<UserView> users) {}

    private record UserAnswer(@Nullable UserView user) {}

    AuthClient(WebClient http, Duration timeout) {
        this.http = http;
        this.timeout = timeout;
    }

    /// Every user, the caller included.
    Mono<List<UserView>> users(String token) {
        return http.get()
                .uri("/api/auth/users")
                .headers(headers -> headers.setBearerAuth(token))
                .exchangeToMono(response -> read(response, UsersAnswer.class))
                .mapNotNull(UsersAnswer::users)
                .switchIfEmpty(Mono.error(() -> new DirectoryError.Unavailable(null)))
                .timeout(timeout)
                .onErrorMap(AuthClient::translate);
    }

    /// Empty where there is no such user.
    Mono<UserView> user(UserId id, String token) {
        return http.get()
                .uri("/api/auth/users/{id}", id.toString())
                .header(HttpHeaders.AUTHORIZATION, "Bearer " + token)
                .exchangeToMono(response -> response.statusCode().value() == HttpStatus.NOT_FOUND.value()
                        ? response.releaseBody().then(Mono.<UserAnswer>empty())
                        : read(response, UserAnswer.class))
                .mapNotNull(UserAnswer::user)
                .timeout(timeout)
                .onErrorMap(AuthClient::translate);
    }

    /// The AI assistant's user, made by auth-service where there was none.
    Mono<UserView> assistant(String token) {
        return http.put()
                .uri("/api/auth/assistant")
                .headers(headers -> headers.setBearerAuth(token))
                .exchangeToMono(response -> read(response, UserAnswer.class))
                .mapNotNull(UserAnswer::user)
                .switchIfEmpty(Mono.error(() -> new DirectoryError.Unavailable(null)))
                .timeout(timeout)
                .onErrorMap(AuthClient::translate);
    }

    private static <T> Mono<T> read(ClientResponse response, Class<T> type) {
        if (response.statusCode().is2xxSuccessful()) {
            return response.bodyToMono(type);
        }
        return response.releaseBody()
                .then(Mono.error(() -> response.statusCode().value() == HttpStatus.UNAUTHORIZED.value()
                        ? new TokenError.Invalid()
                        : new DirectoryError.Unavailable(null)));
    }

    private static Throwable translate(Throwable error) {
        return error instanceof TokenError || error instanceof DirectoryError
                ? error
                : new DirectoryError.Unavailable(error);
    }
}

package io.chatspace.auth.account;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.chatspace.auth.input.InputError;
import io.chatspace.auth.input.RequestFields;
import io.chatspace.auth.session.Client;
import io.chatspace.auth.session.RefreshCookie;
import io.chatspace.auth.session.SessionService;
import io.chatspace.auth.session.SessionService.Issued;
import io.chatspace.auth.user.User;
import io.chatspace.contracts.UserView;
import io.chatspace.kit.security.Caller;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.server.ServerWebExchange;
import reactor.core.publisher.Mono;

/// `POST /api/auth/signup` and `POST /api/auth/login`, which take JSON or a form and do not look at a token that is
/// sent
/// along; `PUT /api/auth/password` and `DELETE /api/auth/account`, which ask for the password once more.
@RestController
class AccountEndpoint {
    private final AccountService accounts;
    private final SessionService sessions;

    AccountEndpoint(AccountService accounts, SessionService sessions) {
        this.accounts = accounts;
        this.sessions = sessions;
    }

    /// @param expiresIn seconds that the token lives; only for clients that can refresh it
    record Answer(
            boolean success,
            String message,
            UserView userData,
            String token,

            @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable
            Long expiresIn) {}

    record Changed(
            boolean success,
            String message,
            String token,

            @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable
            Long expiresIn) {}

    record Done(boolean success, String message) {}

    @PostMapping("/api/auth/signup")
    @ResponseStatus(HttpStatus.CREATED)
    Mono<Answer> signUp(RequestFields fields, ServerWebExchange exchange) {
        boolean refresh = fields.flag("refresh");
        return accounts.signUp(SignUp.of(fields))
                .flatMap(user -> answer("User created successfully", user, refresh, exchange));
    }

    @PostMapping("/api/auth/login")
    Mono<Answer> logIn(RequestFields fields, ServerWebExchange exchange) {
        var email = required(fields, "email");
        var password = required(fields, "password");
        boolean refresh = fields.flag("refresh");
        return accounts.logIn(email, password)
                .flatMap(user -> answer("User logged in successfully", user, refresh, exchange));
    }

    /// Ends every session of the caller but answers with a new one, of the kind that `refresh` asks for.
    @PutMapping("/api/auth/password")
    Mono<Changed> changePassword(Caller caller, RequestFields fields, ServerWebExchange exchange) {
        var current = required(fields, "currentPassword");
        var next = required(fields, "newPassword");
        boolean refresh = fields.flag("refresh");
        return accounts.changePassword(caller, current, next)
                .flatMap(user -> start(user, refresh, exchange))
                .map(issued -> new Changed(true, "Password changed", issued.accessToken(), seconds(issued)));
    }

    @DeleteMapping("/api/auth/account")
    Mono<Done> delete(Caller caller, RequestFields fields, ServerWebExchange exchange) {
        var password = required(fields, "password");
        return accounts.delete(caller, password)
                .doOnSuccess(_ -> RefreshCookie.clear(exchange))
                .thenReturn(new Done(true, "Account deleted"));
    }

    private Mono<Answer> answer(String message, User user, boolean refresh, ServerWebExchange exchange) {
        return start(user, refresh, exchange)
                .map(issued -> new Answer(true, message, user.view(), issued.accessToken(), seconds(issued)));
    }

    private Mono<Issued> start(User user, boolean refresh, ServerWebExchange exchange) {
        return sessions.start(user, Client.of(exchange), refresh)
                .doOnNext(issued -> RefreshCookie.set(exchange, issued));
    }

    private static @Nullable Long seconds(Issued issued) {
        var life = issued.expiresIn();
        return life == null ? null : life.toSeconds();
    }

    private static String required(RequestFields fields, String name) {
        var text = fields.text(name);
        if (text == null || text.isEmpty()) {
            throw new InputError.Missing();
        }
        return text;
    }
}

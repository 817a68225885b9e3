package io.chatspace.auth.account;

import io.chatspace.auth.input.InputError;
import io.chatspace.auth.input.RequestFields;
import io.chatspace.auth.token.JwtIssuer;
import io.chatspace.auth.token.TokenProperties;
import io.chatspace.auth.user.User;
import io.chatspace.contracts.UserView;
import org.bson.types.ObjectId;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;
import reactor.core.publisher.Mono;

/// `POST /api/auth/signup` and `POST /api/auth/login`, JSON or form. Neither looks at a token that is sent along.
@RestController
class AccountEndpoint {
    private final AccountService accounts;
    private final JwtIssuer tokens;
    private final TokenProperties ttl;
    private final AccountProperties properties;

    AccountEndpoint(AccountService accounts, JwtIssuer tokens, TokenProperties ttl, AccountProperties properties) {
        this.accounts = accounts;
        this.tokens = tokens;
        this.ttl = ttl;
        this.properties = properties;
    }

    record Answer(boolean success, String message, UserView userData, String token) {}

    @PostMapping("/api/auth/signup")
    @ResponseStatus(HttpStatus.CREATED)
    Mono<Answer> signUp(RequestFields fields) {
        return accounts.signUp(SignUp.of(fields)).flatMap(user -> answer("User created successfully", user));
    }

    @PostMapping("/api/auth/login")
    Mono<Answer> logIn(RequestFields fields) {
        var email = fields.text("email");
        var password = fields.text("password");
        if (email == null || email.isEmpty() || password == null || password.isEmpty()) {
            throw new InputError.Missing();
        }
        return accounts.logIn(email, password).flatMap(user -> answer("User logged in successfully", user));
    }

    private Mono<Answer> answer(String message, User user) {
        var subject = new JwtIssuer.Subject(user.userId().toString(), new ObjectId().toHexString(), isAdmin(user));
        return tokens.issue(subject, ttl.accessTtl()).map(token -> new Answer(true, message, user.view(), token));
    }

    private boolean isAdmin(User user) {
        return user.hasAdminRole() || user.userId().toString().equals(properties.adminId());
    }
}

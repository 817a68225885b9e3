package io.chatspace.auth.token;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.jwt.SignedJWT;
import io.chatspace.auth.RunningAuth;
import io.chatspace.auth.RunningAuth.Answer;
import io.chatspace.kit.test.AuthorisationMatrix;
import io.chatspace.kit.test.AuthorisationMatrix.Scene;
import io.chatspace.kit.test.MappedEndpoints;
import io.chatspace.kit.test.MatrixRow;
import io.chatspace.kit.test.RealMongo;
import io.chatspace.kit.test.RefusedTokens;
import io.chatspace.kit.test.TestTokens;
import java.text.ParseException;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/// Every endpoint of this service against every kind of caller. The secret is the id of the owner's session.
class AuthorisationMatrixIT {
    private static final String OWNER = "owner";
    private static final String OTHER = "other";
    private static final String ADMIN = "admin";
    private static final AtomicInteger NUMBER = new AtomicInteger();

    private static final List<MatrixRow> ROWS = List.of(
            MatrixRow.open("POST /api/auth/signup", 400).sending("{}"),
            MatrixRow.open("POST /api/auth/login", 400).sending("{}"),
            MatrixRow.open("GET /.well-known/jwks.json", 200),
            // Asks for the refresh cookie instead, and looks at no token.
            MatrixRow.open("POST /api/auth/refresh", 401),
            all("GET /api/auth/get-profile", 200),
            all("PUT /api/auth/update-profile", 200).sending("{\"bio\":\"x\"}"),
            all("GET /api/auth/users", 200),
            all("GET /api/auth/users/{id}", 200),
            row("GET /api/auth/users/banned", 403, 403, 200),
            row("POST /api/auth/users/{id}/ban", 403, 403, 200),
            row("DELETE /api/auth/users/{id}/ban", 403, 403, 200),
            all("POST /api/auth/logout", 200),
            all("POST /api/auth/logout-all", 200),
            all("GET /api/auth/sessions", 200).readBy(OWNER),
            row("DELETE /api/auth/sessions/{id}", 200, 404, 404),
            all("PUT /api/auth/password", 400).sending("{}"),
            all("PUT /api/auth/assistant", 200),
            all("DELETE /api/auth/account", 400).sending("{}"),
            all("GET /api/auth/export", 200).readBy(OWNER));

    @Test
    void everyEndpointShouldKeepItsDoor() throws Exception {
        var firstIsAdmin = "chatspace.auth.first-user-is-admin=true";
        try (var auth = RunningAuth.start(RealMongo.uri(), RunningAuth.newDatabase(), firstIsAdmin)) {
            assertThat(auth.signUp("admin@example.org").status()).isEqualTo(201);
            var matrix = new AuthorisationMatrix(
                    auth.uri("").toString(), refused(auth), ROWS, endpoint -> scene(auth, endpoint));

            matrix.check(MappedEndpoints.of(auth.context()));
        }
    }

    private static Scene scene(RunningAuth auth, String endpoint) {
        int number = NUMBER.incrementAndGet();
        var owner = auth.signUp("owner" + number + "@example.org");
        var other = auth.signUp("other" + number + "@example.org");
        var admin = auth.logIn("admin@example.org", "correct horse");
        var session = sessionOf(owner);
        var id = endpoint.contains("/sessions/") ? session : idOf(owner);
        return new Scene(
                Map.of(OWNER, owner.text("token"), OTHER, other.text("token"), ADMIN, admin.text("token")),
                Map.of("id", id),
                session);
    }

    private static Map<String, String> refused(RunningAuth auth) {
        var up = auth.signUp("matrix@example.org");
        var ended = auth.logIn("matrix@example.org", "correct horse").text("token");
        var out = auth.client().post().uri("/api/auth/logout").headers(headers -> headers.setBearerAuth(ended));
        assertThat(RunningAuth.exchange(out).status()).isEqualTo(200);
        var key = requireNonNull(auth.bean(SigningKeys.class).ring().block()).newest();
        return RefusedTokens.of(new TestTokens(key.pair()), idOf(up), ended);
    }

    private static MatrixRow all(String endpoint, int status) {
        return row(endpoint, status, status, status);
    }

    private static MatrixRow row(String endpoint, int owner, int other, int admin) {
        return MatrixRow.guarded(endpoint, Map.of(OWNER, owner, OTHER, other, ADMIN, admin));
    }

    private static String idOf(Answer signedUp) {
        return signedUp.body().path("userData").path("_id").asString();
    }

    private static String sessionOf(Answer answer) {
        try {
            return requireNonNull(
                    SignedJWT.parse(answer.text("token")).getJWTClaimsSet().getStringClaim("sid"));
        } catch (ParseException e) {
            throw new AssertionError(e);
        }
    }
}

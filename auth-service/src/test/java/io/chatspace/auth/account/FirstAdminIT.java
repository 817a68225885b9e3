package io.chatspace.auth.account;

import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.jwt.SignedJWT;
import io.chatspace.auth.RunningAuth;
import io.chatspace.kit.test.RealMongo;
import java.text.ParseException;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class FirstAdminIT {
    @Test
    void ofManyWhoSignUpFirstOneShouldBecomeAdmin() {
        for (var mongo : new String[] {RealMongo.uri(), RealMongo.inProcessUri()}) {
            try (var auth =
                    RunningAuth.start(mongo, RunningAuth.newDatabase(), "chatspace.auth.first-user-is-admin=true")) {
                var roles = RunningAuth.atOnce(
                        8,
                        i -> String.valueOf(
                                role(auth.signUp("first" + i + "@example.org").text("token"))));

                assertThat(roles).hasSize(8).containsOnlyOnce("admin");
                assertThat(role(auth.signUp("later@example.org").text("token"))).isNull();
            }
        }
    }

    @Test
    void adminShouldStayAdminAtTheNextLogin() {
        try (var auth = RunningAuth.start(
                RealMongo.uri(), RunningAuth.newDatabase(), "chatspace.auth.first-user-is-admin=true")) {
            assertThat(auth.signUp("boss@example.org").status()).isEqualTo(201);

            assertThat(role(auth.logIn("boss@example.org", "correct horse").text("token")))
                    .isEqualTo("admin");
        }
    }

    @Test
    void nobodyShouldBecomeAdminUnlessConfigured() {
        var database = RunningAuth.newDatabase();
        String id;
        try (var auth = RunningAuth.start(RealMongo.uri(), database)) {
            var up = auth.signUp("nobody@example.org");
            id = up.body().path("userData").path("_id").asString();

            assertThat(role(up.text("token"))).isNull();
        }
        try (var auth = RunningAuth.start(RealMongo.uri(), database, "chatspace.auth.admin-id=" + id)) {
            assertThat(role(auth.logIn("nobody@example.org", "correct horse").text("token")))
                    .isEqualTo("admin");
        }
    }

    private static @Nullable String role(String token) {
        try {
            return SignedJWT.parse(token).getJWTClaimsSet().getStringClaim("role");
        } catch (ParseException e) {
            throw new AssertionError(e);
        }
    }
}

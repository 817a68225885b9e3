package io.chatspace.auth.profile;

import static org.assertj.core.api.Assertions.assertThat;

import io.chatspace.auth.RunningAuth;
import io.chatspace.kit.test.RealMongo;
import org.junit.jupiter.api.Test;

class HiddenEmailIT {
    @Test
    void addressesOfOthersShouldBeLeftOutWhereConfigured() {
        try (var auth =
                RunningAuth.start(RealMongo.uri(), RunningAuth.newDatabase(), "chatspace.directory.show-email=false")) {
            var ann = auth.signUp("hidden-ann@example.org");
            var bob = auth.signUp("hidden-bob@example.org");
            var bobId = bob.body().path("userData").path("_id").asString();

            var all = auth.get("/api/auth/users", ann.text("token")).body();
            var one = auth.get("/api/auth/users/" + bobId, ann.text("token")).body();

            assertThat(all.toString()).contains("hidden-ann@").doesNotContain("hidden-bob@");
            assertThat(one.path("user").has("email")).isFalse();
        }
    }

    @Test
    void databaseThatIsAwayShouldBe503WithinSeconds() {
        try (var auth = RunningAuth.start("mongodb://127.0.0.1:1", RunningAuth.newDatabase())) {
            var answer = auth.logIn("ann@example.org", "correct horse");

            assertThat(answer.status()).isEqualTo(503);
            assertThat(answer.headers().getFirst("Retry-After")).isNotNull();
            assertThat(answer.body().path("success").asBoolean(true)).isFalse();
        }
    }
}

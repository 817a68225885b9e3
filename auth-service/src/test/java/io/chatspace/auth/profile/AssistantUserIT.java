package io.chatspace.auth.profile;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.chatspace.auth.RunningAuth;
import io.chatspace.auth.RunningAuth.Answer;
import io.chatspace.kit.test.RealMongo;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AssistantUserIT {
    private static final String PATH = "/api/auth/assistant";
    private static final String FIXED = "6368617473706163652d6169";

    @Test
    void manyWhoAskAtOnceShouldMakeOneUser() {
        for (var mongo : List.of(RealMongo.uri(), RealMongo.inProcessUri())) {
            try (var auth = RunningAuth.start(mongo, RunningAuth.newDatabase())) {
                var token = auth.signUp("ann@example.org").text("token");
                assertThat(names(auth, token)).doesNotContain("AI Assistant");

                var ids = RunningAuth.atOnce(8, _ -> id(ensure(auth, token)));

                assertThat(ids).hasSize(8).containsOnly(FIXED);
                assertThat(names(auth, token)).containsOnlyOnce("AI Assistant");
                var seen = auth.get("/api/auth/users/" + FIXED, token).body().path("user");
                assertThat(seen.propertyNames()).containsExactly("_id", "fullName", "email", "profilePic", "bio");
            }
        }
    }

    @Test
    void nobodyShouldComeInAsTheAssistantOrLoseTheirAddressToIt() {
        try (var auth = RunningAuth.start(RealMongo.uri(), RunningAuth.newDatabase())) {
            var token = auth.signUp("ann@example.org").text("token");
            var address = ensure(auth, token).body().path("user").path("email").asString();

            for (var password : List.of("correct horse", "null", " ")) {
                assertThat(auth.logIn(address, password).status()).isEqualTo(400);
                assertThat(auth.logIn(":" + FIXED, password).status()).isEqualTo(400);
            }
            assertThat(auth.signUp(address).status()).isEqualTo(201);
            assertThat(auth.logIn(address, "correct horse")
                            .body()
                            .path("userData")
                            .path("_id")
                            .asString())
                    .isNotEqualTo(FIXED);
            assertThat(id(ensure(auth, token))).isEqualTo(FIXED);
        }
    }

    @Test
    void userWhomTheConfigurationNamesShouldBeTheAssistant() {
        var database = RunningAuth.newDatabase();
        String bot;
        try (var auth = RunningAuth.start(RealMongo.uri(), database)) {
            var up = auth.signUp("bot@example.org");
            bot = up.body().path("userData").path("_id").asString();
            assertThat(id(ensure(auth, up.text("token")))).isEqualTo(FIXED);
        }
        for (var named : List.of(bot, "65f0a0a0a0a0a0a0a0a0a0a0")) {
            try (var auth = RunningAuth.start(RealMongo.uri(), database, "chatspace.auth.assistant.id=" + named)) {
                var token = auth.logIn("bot@example.org", "correct horse").text("token");
                assertThat(id(ensure(auth, token))).isEqualTo(named);
                assertThat(auth.get("/api/auth/users/" + named, token).status()).isEqualTo(200);
            }
        }
    }

    @Test
    void strangersShouldBeRefused() {
        try (var auth = RunningAuth.start(RealMongo.uri(), RunningAuth.newDatabase())) {
            assertThat(RunningAuth.exchange(auth.client().put().uri(PATH)).status())
                    .isEqualTo(401);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"assistant", "65f0", "65f0a0a0a0a0a0a0a0a0a0aZ"})
    void idThatIsNoneShouldStopTheStart(String id) {
        assertThat(catchThrowable(() -> RunningAuth.start(
                                RealMongo.uri(), RunningAuth.newDatabase(), "chatspace.auth.assistant.id=" + id)
                        .close()))
                .hasStackTraceContaining("chatspace.auth.assistant");
    }

    private static Answer ensure(RunningAuth auth, String token) {
        var answer = auth.put(PATH, token, Map.of());
        assertThat(answer.status()).isEqualTo(200);
        return answer;
    }

    private static String id(Answer answer) {
        return answer.body().path("user").path("_id").asString();
    }

    private static List<String> names(RunningAuth auth, String token) {
        return auth.get("/api/auth/users", token)
                .body()
                .path("users")
                .valueStream()
                .map(user -> user.path("fullName").asString())
                .toList();
    }
}

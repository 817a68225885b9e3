package io.chatspace.auth;

import static org.assertj.core.api.Assertions.assertThat;

import io.chatspace.kit.test.ErrorLog;
import io.chatspace.kit.test.HostileField;
import io.chatspace.kit.test.InjectionCorpus;
import io.chatspace.kit.test.RealMongo;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/// Every text field of every endpoint, filled with what has been harmful elsewhere.
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class InjectionCorpusIT {
    private static final String SECRET = "the victim's own words";
    private static final Map<String, String> SIGN_UP = Map.of(
            "fullName", "\"Ann\"",
            "email", "\"corpus<n>@example.org\"",
            "password", "\"correct horse\"",
            "bio", "\"hello\"",
            "profilePic", "\"\"");

    private RunningAuth auth;
    private ErrorLog errors;
    private String mallory;

    @BeforeAll
    void start() {
        auth = RunningAuth.start(RealMongo.uri(), RunningAuth.newDatabase(), "chatspace.auth.throttle.enabled=false");
        var victim = auth.signUp("victim@example.org").text("token");
        // In the place that only its owner's answers show: the name of the device of a session.
        var in = RunningAuth.exchange(auth.client()
                .post()
                .uri("/api/auth/login")
                .header("User-Agent", SECRET)
                .bodyValue(Map.of("email", "victim@example.org", "password", "correct horse")));
        assertThat(in.status()).isEqualTo(200);
        assertThat(auth.get("/api/auth/sessions", victim).body().toString()).contains(SECRET);
        mallory = auth.signUp("mallory@example.org").text("token");
        errors = ErrorLog.open();
    }

    @AfterAll
    void stop() {
        errors.close();
        auth.close();
    }

    @Test
    void signUpShouldTakeTextAsTextOrRefuseIt() throws Exception {
        try (var corpus = new InjectionCorpus(auth.uri("").toString(), () -> "", SECRET)) {
            var fields = List.of("fullName", "email", "password", "bio", "profilePic");
            for (var name : fields) {
                // A name is kept without the blanks around it; a password is shown nowhere.
                boolean verbatim = name.equals("bio");
                corpus.fill(HostileField.jsonAndForm(
                        "POST /api/auth/signup", name, without(name), verbatim ? "/userData/bio" : null));
            }
            corpus.fill(HostileField.json("POST /api/auth/signup", "refresh", SIGN_UP, null));
            corpus.verdict();
        }
        quiet();
    }

    @Test
    void nobodyShouldLogInByWhatIsNoPassword() throws Exception {
        try (var corpus = new InjectionCorpus(auth.uri("").toString(), () -> "", "\"token\"")) {
            var path = "POST /api/auth/login";
            corpus.fill(HostileField.jsonAndForm(path, "password", Map.of("email", "\"victim@example.org\""), null))
                    .fill(HostileField.jsonAndForm(path, "email", Map.of("password", "\"correct horse\""), null))
                    .verdict();
        }
        quiet();
    }

    @Test
    void fieldsOfWhoIsLoggedInShouldBeTextOrRefused() throws Exception {
        try (var corpus = new InjectionCorpus(auth.uri("").toString(), () -> mallory, SECRET)) {
            var profile = "PUT /api/auth/update-profile";
            corpus.fill(HostileField.everywhere(profile, "bio", Map.of(), "/updatedUser/bio"))
                    .fill(HostileField.everywhere(profile, "fullName", Map.of(), null))
                    .fill(HostileField.jsonAndForm(
                            "PUT /api/auth/password",
                            "currentPassword",
                            Map.of("newPassword", "\"battery staple\""),
                            null))
                    .fill(HostileField.jsonAndForm(
                            "PUT /api/auth/password",
                            "newPassword",
                            Map.of("currentPassword", "\"wrong horse\""),
                            null))
                    .fill(HostileField.jsonAndForm("DELETE /api/auth/account", "password", Map.of(), null))
                    .fill(HostileField.path("GET /api/auth/users/{id}", "id"))
                    .fill(HostileField.path("POST /api/auth/users/{id}/ban", "id"))
                    .fill(HostileField.path("DELETE /api/auth/users/{id}/ban", "id"))
                    .fill(HostileField.path("DELETE /api/auth/sessions/{id}", "id"))
                    .verdict();
        }
        assertThat(auth.get("/api/auth/get-profile", mallory).status()).isEqualTo(200);
        quiet();
    }

    private static Map<String, String> without(String name) {
        var others = new LinkedHashMap<>(SIGN_UP);
        others.remove(name);
        return others;
    }

    /// Nothing of it was a fault of ours, and the victim is as before.
    private void quiet() {
        assertThat(errors.lines()).isEmpty();
        var in = auth.logIn("victim@example.org", "correct horse");
        assertThat(in.status()).isEqualTo(200);
        assertThat(in.body().path("userData").path("fullName").asString()).isEqualTo("Ann");
    }
}

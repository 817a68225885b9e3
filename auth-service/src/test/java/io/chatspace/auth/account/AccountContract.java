package io.chatspace.auth.account;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.jose.crypto.RSASSAVerifier;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jwt.SignedJWT;
import io.chatspace.auth.AuthContract;
import io.chatspace.auth.RunningAuth;
import io.chatspace.auth.RunningAuth.Answer;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.data.mongodb.core.ReactiveMongoTemplate;
import org.springframework.http.MediaType;
import org.springframework.security.crypto.bcrypt.BCryptPasswordEncoder;
import org.springframework.web.reactive.function.BodyInserters;

/// Signing up and logging in, as old clients know it.
abstract class AccountContract extends AuthContract {
    private static final String SIGNUP = "/api/auth/signup";
    private static final String LOGIN = "/api/auth/login";

    /// Hashes at their full price: their time is looked at here.
    @Override
    protected String[] properties() {
        return new String[] {"chatspace.auth.password.memory=19MB"};
    }

    @Test
    void signUpShouldAnswerTheUserAndAToken() {
        var answer = auth().signUp("Shape@Example.org");

        assertThat(answer.status()).isEqualTo(201);
        assertThat(answer.body().propertyNames()).containsExactly("success", "message", "userData", "token");
        assertThat(answer.body().path("success").asBoolean()).isTrue();
        assertThat(answer.text("message")).isEqualTo("User created successfully");
        var user = answer.body().path("userData");
        assertThat(user.path("_id").asString()).matches("[0-9a-f]{24}");
        assertThat(((tools.jackson.databind.node.ObjectNode) user.deepCopy())
                        .without("_id")
                        .toString())
                .isEqualTo("{\"fullName\":\"Ann\",\"email\":\"Shape@Example.org\",\"profilePic\":\"\","
                        + "\"bio\":\"Hey there! I am using Chatspace.\"}");
    }

    @Test
    void tokenShouldBeSignedWithAPublishedKeyAndCarryTheClaims() throws Exception {
        var answer = auth().signUp("claims@example.org");
        var keys = requireNonNull(auth().client()
                .get()
                .uri("/.well-known/jwks.json")
                .exchange()
                .expectStatus()
                .isOk()
                .expectBody(String.class)
                .returnResult()
                .getResponseBody());

        var jwt = SignedJWT.parse(answer.text("token"));
        var key = JWKSet.parse(keys).getKeyByKeyId(jwt.getHeader().getKeyID());

        assertThat(key.isPrivate()).isFalse();
        assertThat(jwt.verify(new RSASSAVerifier(key.toRSAKey()))).isTrue();
        var claims = jwt.getJWTClaimsSet();
        var id = answer.body().path("userData").path("_id").asString();
        assertThat(claims.getSubject()).isEqualTo(id);
        assertThat(claims.getStringClaim("id")).isEqualTo(id);
        assertThat(claims.getIssuer()).isEqualTo("chatspace");
        assertThat(claims.getAudience()).containsExactly("chatspace");
        assertThat(claims.getJWTID()).isNotBlank();
        assertThat(claims.getStringClaim("sid")).isNotBlank();
        assertThat(claims.getClaim("role")).isNull();
        assertThat(Duration.between(
                        claims.getIssueTime().toInstant(),
                        claims.getExpirationTime().toInstant()))
                .isEqualTo(Duration.ofHours(24));
    }

    @Test
    void signUpShouldTakeAFormAndKeepWhatIsOptional() {
        var answer = RunningAuth.exchange(auth().client()
                .post()
                .uri(SIGNUP)
                .contentType(MediaType.APPLICATION_FORM_URLENCODED)
                .body(BodyInserters.fromFormData("fullName", "Zoë & Co")
                        .with("email", "form@example.org")
                        .with("password", "correct horse")
                        .with("bio", "")
                        .with("profilePic", "https://example.org/me.png")));

        assertThat(answer.status()).isEqualTo(201);
        var user = answer.body().path("userData");
        assertThat(user.path("fullName").asString()).isEqualTo("Zoë & Co");
        assertThat(user.path("bio").asString()).isEmpty();
        assertThat(user.path("profilePic").asString()).isEqualTo("https://example.org/me.png");
    }

    @Test
    void signUpShouldIgnoreFieldsThatItDoesNotKnow() {
        var answer = auth().post(
                        SIGNUP,
                        Map.of(
                                "fullName",
                                "Ann",
                                "email",
                                "unknown-fields@example.org",
                                "password",
                                "correct horse",
                                "role",
                                "admin",
                                "_id",
                                Map.of("$gt", ""),
                                "__proto__",
                                Map.of("admin", true)));

        assertThat(answer.status()).isEqualTo(201);
        var profile = auth().get("/api/auth/get-profile", answer.text("token"));
        assertThat(profile.body().path("user").propertyNames())
                .containsExactly("_id", "fullName", "email", "profilePic", "bio");
    }

    @ParameterizedTest
    @ValueSource(strings = {"fullName", "email", "password"})
    void signUpShouldSayThatAFieldIsMissingOrEmpty(String field) {
        var fields = new HashMap<String, Object>(
                Map.of("fullName", "Ann", "email", "missing@example.org", "password", "correct horse"));

        fields.put(field, "");
        refused(auth().post(SIGNUP, fields), 400, "All fields are required");
        fields.remove(field);
        refused(auth().post(SIGNUP, fields), 400, "All fields are required");
        fields.put(field, null);
        refused(auth().post(SIGNUP, RunningAuth.JSON.writeValueAsString(fields)), 400, "All fields are required");
    }

    @ParameterizedTest
    @ValueSource(strings = {"fullName", "email", "password", "bio", "profilePic"})
    void signUpShouldRefuseOtherTypesThanText(String field) {
        for (Object value : List.of(Map.of("$gt", ""), Map.of("$ne", 1), List.of("a"), 7, true)) {
            var fields = new HashMap<String, Object>(
                    Map.of("fullName", "Ann", "email", "types@example.org", "password", "correct horse"));
            fields.put(field, value);

            refused(auth().post(SIGNUP, fields), 400, field + " must be a string");
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "fullName|'   '|Full name must not be blank",
                "fullName|'a\nb'|Full name must not hold control characters",
                "email|nobody|Email address is not valid",
                "email|a b@example.org|Email address is not valid",
                "email|@example.org|Email address is not valid",
                "email|a@|Email address is not valid",
                "password|seven77|Password must have at least 8 characters",
                "profilePic|javascript:alert(1)|Profile picture must be the URL of a picture on the web",
            })
    void signUpShouldSayWhatIsWrongWithAField(String field, String value, String message) {
        var fields = new HashMap<String, Object>(
                Map.of("fullName", "Ann", "email", "wrong@example.org", "password", "correct horse"));
        fields.put(field, value);

        refused(auth().post(SIGNUP, fields), 400, message);
    }

    @Test
    void signUpShouldRefuseWhatIsTooLong() {
        var fields = new HashMap<String, Object>(
                Map.of("fullName", "Ann", "email", "long@example.org", "password", "p".repeat(129)));
        refused(auth().post(SIGNUP, fields), 400, "Password must have at most 128 characters");
        fields.put("password", "correct horse");
        fields.put("fullName", "n".repeat(101));
        refused(auth().post(SIGNUP, fields), 400, "Full name must have at most 100 characters");
        fields.put("fullName", "Ann");
        fields.put("bio", "b".repeat(501));
        refused(auth().post(SIGNUP, fields), 400, "Bio must have at most 500 characters");
        fields.put("bio", "");
        fields.put("email", "e".repeat(250) + "@example.org");
        refused(auth().post(SIGNUP, fields), 400, "Email address is not valid");
    }

    @Test
    void signUpShouldTakeAPasswordOf128SymbolsOutsideOfTheFirstPlane() {
        var password = "🔑🔒".repeat(64);
        var answer = auth().post(SIGNUP, Map.of("fullName", "Ann", "email", "keys@example.org", "password", password));

        assertThat(answer.status()).isEqualTo(201);
        assertThat(auth().logIn("keys@example.org", password).status()).isEqualTo(200);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{",
                "[]",
                "\"text\"",
                "null",
                "7",
                "{\"email\":",
                "nonsense",
                "{} {}",
                "{\"fullName\":\"\\u0000x\",\"email\":\"a@b.c\",\"password\":\"correct horse\"}",
                "{\"fullName\":\"\\ud800\",\"email\":\"a@b.c\",\"password\":\"correct horse\"}"
            })
    void unreadableBodyShouldBe400(String body) {
        for (var path : List.of(SIGNUP, LOGIN)) {
            var answer = auth().post(path, body);

            assertThat(answer.status()).as(path + body).isEqualTo(400);
            assertThat(answer.body().path("success").asBoolean()).isFalse();
            assertThat(answer.text("message")).isNotBlank();
        }
    }

    @Test
    void deeplyNestedBodyShouldBe400() {
        var body = "{\"a\":" + "[".repeat(100_000) + "]".repeat(100_000) + "}";

        assertThat(auth().post(SIGNUP, body).status()).isEqualTo(400);
    }

    @Test
    void noBodyShouldBe400() {
        for (var path : List.of(SIGNUP, LOGIN)) {
            refused(RunningAuth.exchange(auth().client().post().uri(path)), 400, "All fields are required");
        }
    }

    @Test
    void bodyOfAnotherTypeShouldBe415AndOneThatIsTooLarge413() {
        var text = RunningAuth.exchange(auth().client()
                .post()
                .uri(LOGIN)
                .contentType(MediaType.TEXT_PLAIN)
                .bodyValue("email"));
        assertThat(text.status()).isEqualTo(415);
        var large = auth().post(LOGIN, "{\"email\":\"" + "e".repeat(2 * 1024 * 1024) + "\"}");
        assertThat(large.status()).isEqualTo(413);
        assertThat(large.text("code")).isEqualTo("too_large");
    }

    @Test
    void bodyOfATypeThatIsNoneShouldBe415() throws Exception {
        var request = java.net.http.HttpRequest.newBuilder(auth().uri(LOGIN))
                .header("Content-Type", "///")
                .POST(java.net.http.HttpRequest.BodyPublishers.ofString("email"))
                .build();
        try (var http = java.net.http.HttpClient.newHttpClient()) {
            assertThat(http.send(request, java.net.http.HttpResponse.BodyHandlers.ofString())
                            .statusCode())
                    .isEqualTo(415);
        }
    }

    @Test
    void brokenFormShouldBe400() {
        var answer = RunningAuth.exchange(auth().client()
                .post()
                .uri(LOGIN)
                .header("Content-Type", "application/x-www-form-urlencoded")
                .bodyValue("email=%zz&password=%"));

        assertThat(answer.status()).isEqualTo(400);
    }

    @Test
    void emailShouldBeTakenWhateverItsCase() {
        assertThat(auth().signUp("taken@example.org").status()).isEqualTo(201);

        refused(auth().signUp("TAKEN@Example.ORG"), 400, "User already exists");
        refused(auth().signUp(" taken@example.org "), 400, "User already exists");
    }

    @Test
    void ofManyWhoSignUpAtOnceOneShouldBeFirst() {
        var statuses = RunningAuth.atOnce(
                20,
                i -> auth().signUp(i % 2 == 0 ? "race@example.org" : "RACE@example.org")
                        .status());

        assertThat(statuses).hasSize(20).containsOnlyOnce(201).containsOnly(201, 400);
    }

    @Test
    void logInShouldAnswerTheUserAndAToken() {
        var signedUp = auth().signUp("login@example.org");

        var answer = auth().logIn("LOGIN@example.org", "correct horse");

        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.body().propertyNames()).containsExactly("success", "message", "userData", "token");
        assertThat(answer.text("message")).isEqualTo("User logged in successfully");
        assertThat(answer.body().path("userData")).isEqualTo(signedUp.body().path("userData"));
        assertThat(auth().get("/api/auth/get-profile", answer.text("token")).status())
                .isEqualTo(200);
    }

    @Test
    void logInShouldTakeTheWebFormWithItsEmptyName() {
        assertThat(auth().signUp("web-form@example.org").status()).isEqualTo(201);

        var answer = RunningAuth.exchange(auth().client()
                .post()
                .uri(LOGIN)
                .body(BodyInserters.fromFormData("fullName", "")
                        .with("email", "web-form@example.org")
                        .with("password", "correct horse")));

        assertThat(answer.status()).isEqualTo(200);
    }

    @Test
    void logInShouldNotTellAWrongPasswordFromAnUnknownUser() {
        assertThat(auth().signUp("wrong-password@example.org").status()).isEqualTo(201);

        var wrong = auth().logIn("wrong-password@example.org", "wrong horse");
        var unknown = auth().logIn("never-seen@example.org", "correct horse");

        refused(wrong, 400, "Invalid credentials");
        assertThat(unknown.body()).isEqualTo(wrong.body());
        refused(auth().logIn("not an address", "correct horse"), 400, "Invalid credentials");
        refused(auth().logIn("wrong-password@example.org", "x".repeat(100_000)), 400, "Invalid credentials");
    }

    @Test
    void logInShouldTakeAsLongForAnUnknownUser() {
        assertThat(auth().signUp("timing@example.org").status()).isEqualTo(201);

        long wrong = fastest(() -> auth().logIn("timing@example.org", "wrong horse"));
        long unknown = fastest(() -> auth().logIn("timing-of-nobody@example.org", "wrong horse"));

        // A hash takes 30 ms, an answer without one 2 ms.
        assertThat((double) unknown).isBetween(wrong * 0.5, wrong * 2.0);
    }

    @Test
    void logInShouldSayThatFieldsAreMissingOrOfAnotherType() {
        refused(auth().post(LOGIN, Map.of()), 400, "All fields are required");
        refused(auth().post(LOGIN, Map.of("email", "a@example.org")), 400, "All fields are required");
        refused(auth().post(LOGIN, Map.of("email", "", "password", "")), 400, "All fields are required");
        refused(
                auth().post(LOGIN, Map.of("email", Map.of("$gt", ""), "password", Map.of("$gt", ""))),
                400,
                "email must be a string");
        refused(
                auth().post(LOGIN, Map.of("email", "a@example.org", "password", Map.of("$ne", "x"))),
                400,
                "password must be a string");
    }

    @Test
    void staleAuthorizationHeaderShouldNotMatter() {
        var up = RunningAuth.exchange(auth().client()
                .post()
                .uri(SIGNUP)
                .header("Authorization", "Bearer stale.token.here")
                .bodyValue(Map.of("fullName", "Ann", "email", "stale@example.org", "password", "correct horse")));
        var in = RunningAuth.exchange(auth().client()
                .post()
                .uri(LOGIN)
                .header("Authorization", "Bearer null")
                .bodyValue(Map.of("email", "stale@example.org", "password", "correct horse")));

        assertThat(up.status()).isEqualTo(201);
        assertThat(in.status()).isEqualTo(200);
    }

    @Test
    void bcryptHashBroughtFromElsewhereShouldLogInAndBeReplaced() {
        var id = new org.bson.types.ObjectId();
        var mongo = auth().bean(ReactiveMongoTemplate.class);
        var old = new org.bson.Document("_id", id)
                .append("fullName", "Old")
                .append("email", "old@example.org")
                .append("emailKey", "old@example.org")
                .append("password", new BCryptPasswordEncoder(4).encode("correct horse"));
        assertThat(mongo.insert(old, "users").block()).isNotNull();

        refused(auth().logIn("old@example.org", "wrong horse"), 400, "Invalid credentials");
        var first = auth().logIn("old@example.org", "correct horse");

        assertThat(first.status()).isEqualTo(200);
        assertThat(first.body().path("userData").path("profilePic").asString()).isEmpty();
        var stored = requireNonNull(
                mongo.findById(id, org.bson.Document.class, "users").block());
        assertThat(stored.getString("password")).startsWith("{argon2}$argon2id$v=19$m=19456,t=2,p=1$");
        assertThat(auth().logIn("old@example.org", "correct horse").status()).isEqualTo(200);
    }

    @Test
    void hashShouldNeverBeShown() {
        var answer = auth().signUp("hash@example.org");

        assertThat(answer.body().toString()).doesNotContain("argon2").doesNotContain("password");
        assertThat(auth().get("/api/auth/users", answer.text("token")).body().toString())
                .doesNotContain("argon2")
                .doesNotContain("emailKey");
    }

    private static long fastest(Runnable work) {
        return IntStream.range(0, 7)
                .mapToLong(_ -> {
                    long start = System.nanoTime();
                    work.run();
                    return System.nanoTime() - start;
                })
                .min()
                .orElseThrow();
    }

    private static void refused(Answer answer, int status, String message) {
        assertThat(answer.body().toString()).contains(message);
        assertThat(answer.status()).isEqualTo(status);
        assertThat(answer.body().path("success").asBoolean(true)).isFalse();
        assertThat(answer.text("message")).isEqualTo(message);
        assertThat(answer.text("code")).matches("[a-z_]+");
    }
}

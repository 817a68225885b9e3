package io.chatspace.auth.session;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.jwt.SignedJWT;
import io.chatspace.auth.AuthContract;
import io.chatspace.auth.RunningAuth;
import io.chatspace.auth.RunningAuth.Answer;
import java.text.ParseException;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpMethod;
import org.springframework.http.MediaType;

/// Sessions that can be refreshed and ended.
abstract class SessionContract extends AuthContract {
    private static final AtomicInteger NUMBER = new AtomicInteger();
    private static final String PASSWORD = "correct horse";

    @Test
    void clientThatDoesNotAskShouldGetNoCookie() {
        var answer = auth().signUp(newEmail());

        assertThat(answer.headers().get(HttpHeaders.SET_COOKIE)).isNull();
        assertThat(answer.body().has("expiresIn")).isFalse();
    }

    @Test
    void clientThatCanRefreshShouldGetAShortTokenAndACookieOutOfReach() throws ParseException {
        var email = newEmail();
        assertThat(auth().signUp(email).status()).isEqualTo(201);

        var answer = logInToRefresh(email);

        assertThat(answer.body().path("expiresIn").asLong()).isEqualTo(900);
        var claims = SignedJWT.parse(answer.text("token")).getJWTClaimsSet();
        assertThat(Duration.between(
                        claims.getIssueTime().toInstant(),
                        claims.getExpirationTime().toInstant()))
                .isEqualTo(Duration.ofMinutes(15));
        assertThat(setCookie(answer))
                .matches("chatspace_refresh=[0-9a-f]{24}\\.[A-Za-z0-9_-]{43};.*")
                .containsIgnoringCase("HttpOnly")
                .contains("SameSite=Strict", "Path=/api/auth", "Max-Age=")
                .doesNotContain("Secure");
    }

    @Test
    void cookieShouldBeSecureBehindHttps() {
        var email = newEmail();
        var answer = RunningAuth.exchange(auth().client()
                .post()
                .uri("/api/auth/signup")
                .header("X-Forwarded-Proto", "https")
                .contentType(MediaType.APPLICATION_JSON)
                .bodyValue(Map.of("fullName", "Ann", "email", email, "password", PASSWORD, "refresh", true)));

        assertThat(setCookie(answer)).contains("Secure");
    }

    @Test
    void refreshThatIsNotBooleanShouldBe400() {
        var answer = auth().post(
                        "/api/auth/login", Map.of("email", "a@example.org", "password", PASSWORD, "refresh", "maybe"));

        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.text("message")).isEqualTo("refresh must be boolean");
    }

    @Test
    void refreshShouldGiveNewTokensOfTheSameSession() throws ParseException {
        var first = signUpToRefresh();

        var second = refresh(cookie(first));
        var third = refresh(cookie(second));

        assertThat(second.status()).isEqualTo(200);
        assertThat(second.body().path("success").asBoolean()).isTrue();
        assertThat(second.body().path("expiresIn").asLong()).isEqualTo(900);
        assertThat(third.status()).isEqualTo(200);
        assertThat(cookie(second)).isNotEqualTo(cookie(first));
        assertThat(cookie(third)).isNotEqualTo(cookie(second));
        assertThat(sessionOf(third)).isEqualTo(sessionOf(first));
        assertThat(profileStatus(third)).isEqualTo(200);
    }

    @Test
    void tabsThatRefreshAtTheSameInstantShouldAllGetTheSameNextToken() {
        var first = signUpToRefresh();

        var answers = RunningAuth.atOnce(12, _ -> refresh(cookie(first)));

        assertThat(answers).allSatisfy(answer -> assertThat(answer.status()).isEqualTo(200));
        assertThat(answers.stream().map(SessionContract::cookie).distinct()).hasSize(1);
        assertThat(refresh(cookie(answers.getFirst())).status()).isEqualTo(200);
    }

    @Test
    void tokenOfTwoStepsAgoShouldEndTheSession() {
        var first = signUpToRefresh();
        var second = refresh(cookie(first));
        var third = refresh(cookie(second));

        var replayed = refresh(cookie(first));

        assertThat(replayed.status()).isEqualTo(401);
        assertThat(replayed.text("code")).isEqualTo("session_ended");
        assertThat(setCookie(replayed)).contains("chatspace_refresh=;").contains("Max-Age=0");
        assertThat(refresh(cookie(third)).status()).isEqualTo(401);
        assertThat(profileStatus(third)).isEqualTo(401);
    }

    @Test
    void tokenUsedAgainAfterItsWindowShouldEndTheSession() throws InterruptedException {
        var first = signUpToRefresh();
        var second = refresh(cookie(first));
        assertThat(refresh(cookie(first)).status()).isEqualTo(200);
        Thread.sleep(SHORT_WINDOW.plusMillis(200));

        assertThat(refresh(cookie(first)).status()).isEqualTo(401);

        assertThat(refresh(cookie(second)).status()).isEqualTo(401);
        assertThat(profileStatus(second)).isEqualTo(401);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "x",
                "65f0a0a0a0a0a0a0a0a0a0a0.",
                "65f0a0a0a0a0a0a0a0a0a0a0.AAAA",
                "..",
                "65f0a0a0a0a0a0a0a0a0a0a0.AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA",
                "{\"$gt\":\"\"}"
            })
    void refreshTokenThatIsNoneShouldBe401(String value) {
        var answer = refresh("chatspace_refresh=" + value.replace("\"", "%22"));

        assertThat(answer.status()).isEqualTo(401);
        assertThat(answer.text("code")).isEqualTo("session_ended");
    }

    @Test
    void forgedSecretOfALivingSessionShouldNotRefreshIt() {
        var first = signUpToRefresh();
        var forged = cookie(first).replaceFirst("\\..{43}", "." + "A".repeat(43));

        assertThat(refresh(forged).status()).isEqualTo(401);
    }

    @Test
    void refreshWithoutACookieShouldBe401() {
        var answer = RunningAuth.exchange(auth().client().post().uri("/api/auth/refresh"));

        assertThat(answer.status()).isEqualTo(401);
        assertThat(answer.text("code")).isEqualTo("refresh_missing");
    }

    @Test
    void logOutShouldEndThatSessionAtOnceAndNoOther() {
        var email = newEmail();
        assertThat(auth().signUp(email).status()).isEqualTo(201);
        var here = logInToRefresh(email);
        var there = auth().logIn(email, PASSWORD);

        var out = call(HttpMethod.POST, "/api/auth/logout", here.text("token"), null);

        assertThat(out.status()).isEqualTo(200);
        assertThat(setCookie(out)).contains("Max-Age=0");
        var after = auth().get("/api/auth/get-profile", here.text("token"));
        assertThat(after.status()).isEqualTo(401);
        assertThat(after.text("message")).isEqualTo("Unauthorized - Invalid token");
        assertThat(refresh(cookie(here)).status()).isEqualTo(401);
        assertThat(profileStatus(there)).isEqualTo(200);
    }

    @Test
    void logOutEverywhereShouldEndAllSessionsButNotALoginAtTheSameMoment() {
        var email = newEmail();
        assertThat(auth().signUp(email).status()).isEqualTo(201);
        var one = logInToRefresh(email);
        var two = auth().logIn(email, PASSWORD);

        assertThat(call(HttpMethod.POST, "/api/auth/logout-all", two.text("token"), null)
                        .status())
                .isEqualTo(200);
        var again = logInToRefresh(email);

        assertThat(profileStatus(one)).isEqualTo(401);
        assertThat(profileStatus(two)).isEqualTo(401);
        assertThat(refresh(cookie(one)).status()).isEqualTo(401);
        assertThat(profileStatus(again)).isEqualTo(200);
        assertThat(refresh(cookie(again)).status()).isEqualTo(200);
    }

    @Test
    void tokenDatedWithTheNextSecondShouldBeEndedAllTheSame() {
        for (var end : new String[] {"/api/auth/logout", "/api/auth/logout-all"}) {
            for (int i = 0; i < 3; i++) {
                var email = newEmail();
                var up = auth().signUp(email);
                assertThat(call(HttpMethod.POST, "/api/auth/logout-all", up.text("token"), null)
                                .status())
                        .isEqualTo(200);
                var dated = auth().logIn(email, PASSWORD);

                assertThat(call(HttpMethod.POST, end, dated.text("token"), null).status())
                        .isEqualTo(200);

                assertThat(profileStatus(dated)).as(end).isEqualTo(401);
            }
        }
    }

    @Test
    void sessionsShouldBeListedAndEndedByTheirOwnerOnly() throws ParseException {
        var email = newEmail();
        assertThat(auth().signUp(email).status()).isEqualTo(201);
        var here = auth().logIn(email, PASSWORD);
        var there = RunningAuth.exchange(auth().client()
                .post()
                .uri("/api/auth/login")
                .header(HttpHeaders.USER_AGENT, "Phone/1.0")
                .header("X-Forwarded-For", "203.0.113.7, 10.0.0.1")
                .contentType(MediaType.APPLICATION_JSON)
                .bodyValue(Map.of("email", email, "password", PASSWORD)));
        var stranger = auth().signUp(newEmail());
        var thereId = sessionOf(there);

        var listed = auth().get("/api/auth/sessions", here.text("token"));

        assertThat(listed.status()).isEqualTo(200);
        var phone = listed.body()
                .path("sessions")
                .valueStream()
                .filter(session -> session.path("id").asString().equals(thereId))
                .findFirst()
                .orElseThrow();
        assertThat(phone.path("device").asString()).isEqualTo("Phone/1.0");
        assertThat(phone.path("address").asString()).isEqualTo("203.0.113.7");
        assertThat(phone.path("lastUsedAt").asString()).matches("\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d\\.\\d{3}Z");
        assertThat(phone.path("current").asBoolean()).isFalse();
        assertThat(listed.body()
                        .path("sessions")
                        .valueStream()
                        .filter(session -> session.path("current").asBoolean())
                        .map(session -> session.path("id").asString()))
                .containsExactly(sessionOf(here));

        var path = "/api/auth/sessions/" + thereId;
        assertThat(call(HttpMethod.DELETE, path, stranger.text("token"), null).status())
                .isEqualTo(404);
        assertThat(profileStatus(there)).isEqualTo(200);
        assertThat(call(HttpMethod.DELETE, path, here.text("token"), null).status())
                .isEqualTo(200);
        assertThat(profileStatus(there)).isEqualTo(401);
        assertThat(call(HttpMethod.DELETE, path, here.text("token"), null).status())
                .isEqualTo(404);
        assertThat(call(HttpMethod.DELETE, "/api/auth/sessions/nonsense", here.text("token"), null)
                        .status())
                .isEqualTo(404);
    }

    @Test
    void changedPasswordShouldEndEverySessionButTheNewOne() {
        var email = newEmail();
        var up = auth().signUp(email);
        var other = logInToRefresh(email);

        var changed = auth().put(
                        "/api/auth/password",
                        up.text("token"),
                        Map.of("currentPassword", PASSWORD, "newPassword", "battery staple"));

        assertThat(changed.status()).isEqualTo(200);
        assertThat(profileStatus(up)).isEqualTo(401);
        assertThat(profileStatus(other)).isEqualTo(401);
        assertThat(refresh(cookie(other)).status()).isEqualTo(401);
        assertThat(profileStatus(changed)).isEqualTo(200);
        assertThat(auth().logIn(email, PASSWORD).status()).isEqualTo(400);
        assertThat(auth().logIn(email, "battery staple").status()).isEqualTo(200);
    }

    @Test
    void passwordShouldNotBeChangedWithoutTheOldOneOrToABadOne() {
        var up = auth().signUp(newEmail());
        var path = "/api/auth/password";

        refused(
                auth().put(path, up.text("token"), Map.of("currentPassword", "wrong", "newPassword", "battery staple")),
                "Password is wrong");
        refused(
                auth().put(path, up.text("token"), Map.of("currentPassword", PASSWORD, "newPassword", "short")),
                "Password must have at least 8 characters");
        refused(auth().put(path, up.text("token"), Map.of("newPassword", "battery staple")), "All fields are required");
        refused(
                auth().put(
                                path,
                                up.text("token"),
                                Map.of("currentPassword", Map.of("$gt", ""), "newPassword", "battery staple")),
                "currentPassword must be a string");
        assertThat(profileStatus(up)).isEqualTo(200);
    }

    @Test
    void deletedAccountShouldBeGoneAndItsAddressFree() {
        var email = newEmail();
        var up = auth().signUp(email);
        var other = logInToRefresh(email);
        var path = "/api/auth/account";

        refused(call(HttpMethod.DELETE, path, up.text("token"), null), "All fields are required");
        refused(call(HttpMethod.DELETE, path, up.text("token"), Map.of("password", "wrong")), "Password is wrong");
        assertThat(profileStatus(up)).isEqualTo(200);
        var deleted = call(HttpMethod.DELETE, path, up.text("token"), Map.of("password", PASSWORD));

        assertThat(deleted.status()).isEqualTo(200);
        assertThat(profileStatus(up)).isEqualTo(401);
        assertThat(profileStatus(other)).isEqualTo(401);
        assertThat(refresh(cookie(other)).status()).isEqualTo(401);
        refused(auth().logIn(email, PASSWORD), "Invalid credentials");
        assertThat(auth().signUp(email).status()).isEqualTo(201);
    }

    @Test
    void exportShouldBeEverythingButSecretsLineByLine() {
        var email = newEmail();
        var up = auth().signUp(email);
        assertThat(logInToRefresh(email).status()).isEqualTo(200);

        var result = auth().client()
                .get()
                .uri("/api/auth/export")
                .headers(headers -> headers.setBearerAuth(up.text("token")))
                .exchange()
                .expectStatus()
                .isOk()
                .expectHeader()
                .contentTypeCompatibleWith(MediaType.APPLICATION_NDJSON)
                .expectBody(String.class)
                .returnResult();

        var lines = requireNonNull(result.getResponseBody()).strip().split("\n");
        assertThat(lines).hasSize(3);
        var user = RunningAuth.JSON.readTree(lines[0]);
        assertThat(user.path("type").asString()).isEqualTo("user");
        assertThat(user.path("user").path("email").asString()).isEqualTo(email);
        assertThat(RunningAuth.JSON.readTree(lines[1]).path("type").asString()).isEqualTo("session");
        assertThat(result.getResponseBody()).doesNotContain("argon2", "refresh", "salt");
    }

    static final Duration SHORT_WINDOW = Duration.ofSeconds(4);

    @Override
    protected String[] properties() {
        return new String[] {"chatspace.auth.session.reuse-window=" + SHORT_WINDOW};
    }

    private static String newEmail() {
        return "session" + NUMBER.incrementAndGet() + "@example.org";
    }

    private Answer signUpToRefresh() {
        return auth().post(
                        "/api/auth/signup",
                        Map.of("fullName", "Ann", "email", newEmail(), "password", PASSWORD, "refresh", true));
    }

    private Answer logInToRefresh(String email) {
        return auth().post("/api/auth/login", Map.of("email", email, "password", PASSWORD, "refresh", true));
    }

    private Answer refresh(String cookie) {
        return RunningAuth.exchange(
                auth().client().post().uri("/api/auth/refresh").header(HttpHeaders.COOKIE, cookie));
    }

    private Answer call(HttpMethod method, String path, String token, @Nullable Object body) {
        var request = auth().client().method(method).uri(path).headers(headers -> headers.setBearerAuth(token));
        return RunningAuth.exchange(
                body == null
                        ? request
                        : request.contentType(MediaType.APPLICATION_JSON).bodyValue(body));
    }

    private int profileStatus(Answer loggedIn) {
        return auth().get("/api/auth/get-profile", loggedIn.text("token")).status();
    }

    private static String setCookie(Answer answer) {
        return requireNonNull(answer.headers().getFirst(HttpHeaders.SET_COOKIE));
    }

    private static String cookie(Answer answer) {
        return setCookie(answer).split(";", 2)[0];
    }

    private static String sessionOf(Answer answer) throws ParseException {
        return requireNonNull(
                SignedJWT.parse(answer.text("token")).getJWTClaimsSet().getStringClaim("sid"));
    }

    private static void refused(Answer answer, String message) {
        assertThat(answer.text("message")).isEqualTo(message);
        assertThat(answer.status()).isEqualTo(400);
    }
}

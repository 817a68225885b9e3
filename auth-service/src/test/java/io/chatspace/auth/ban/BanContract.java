package io.chatspace.auth.ban;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.chatspace.auth.AuthContract;
import io.chatspace.auth.RunningAuth;
import io.chatspace.auth.RunningAuth.Answer;
import io.chatspace.auth.session.Client;
import io.chatspace.auth.session.SessionService;
import io.chatspace.auth.user.UserBanned;
import io.chatspace.auth.user.UserId;
import io.chatspace.auth.user.UserRepository;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.bson.Document;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.springframework.data.mongodb.core.ReactiveMongoTemplate;
import org.springframework.data.mongodb.core.query.Criteria;
import org.springframework.data.mongodb.core.query.Query;
import org.springframework.data.mongodb.core.query.Update;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpMethod;

/// Users shut out by an admin, and let in again.
abstract class BanContract extends AuthContract {
    private static final AtomicInteger NUMBER = new AtomicInteger();
    private static final String PASSWORD = "correct horse";
    private static final Duration WAIT = Duration.ofSeconds(10);

    private String admin = "";

    @Override
    protected String[] properties() {
        return new String[] {"chatspace.auth.first-user-is-admin=true"};
    }

    @BeforeAll
    void adminSignsUpFirst() {
        admin = auth().signUp("admin@example.org").text("token");
    }

    @Test
    void bannedUserShouldBeThrownOutEverywhereAndKeptOut() {
        var email = newEmail();
        var up = auth().signUp(email);
        var refreshable = logInToRefresh(email);

        done(ban(idOf(up)), "User banned");

        for (var answer : List.of(up, refreshable)) {
            var profile = auth().get("/api/auth/get-profile", answer.text("token"));
            assertThat(profile.status()).isEqualTo(401);
            assertThat(profile.text("message")).isEqualTo("Unauthorized - Invalid token");
        }
        assertThat(refresh(refreshable).status()).isEqualTo(401);
        for (var in : List.of(auth().logIn(email, PASSWORD), logInToRefresh(email))) {
            refused(in, 403, "user_banned", "This account has been banned by an administrator");
            assertThat(in.headers().get(HttpHeaders.SET_COOKIE)).isNull();
            assertThat(in.body().has("token")).isFalse();
        }
        refused(auth().signUp(email), 400, "user_exists", "User already exists");
    }

    @Test
    void whoDoesNotKnowThePasswordShouldNotLearnOfTheBan() {
        var email = newEmail();
        done(ban(idOf(auth().signUp(email))), "User banned");

        refused(auth().logIn(email, "wrong horse"), 400, "invalid_credentials", "Invalid credentials");
    }

    @Test
    void bannedUserShouldWaitAsLongAsOthers() {
        var email = newEmail();
        done(ban(idOf(auth().signUp(email))), "User banned");

        long banned = fastest(() -> auth().logIn(email, PASSWORD));
        long unknown = fastest(() -> auth().logIn("nobody-at-all@example.org", PASSWORD));

        // A hash takes 30 ms, an answer without one 2 ms.
        assertThat((double) banned).isBetween(unknown * 0.5, unknown * 2.0);
    }

    @Test
    void userWhoIsLetInAgainShouldLogInButOldTokensStayVoid() {
        var email = newEmail();
        var up = auth().signUp(email);
        var refreshable = logInToRefresh(email);
        done(ban(idOf(up)), "User banned");

        done(unban(idOf(up)), "User is no longer banned");

        var again = logInToRefresh(email);
        assertThat(again.status()).isEqualTo(200);
        assertThat(profileStatus(again)).isEqualTo(200);
        assertThat(refresh(again).status()).isEqualTo(200);
        assertThat(profileStatus(up)).isEqualTo(401);
        assertThat(refresh(refreshable).status()).isEqualTo(401);
    }

    @Test
    void banAndItsEndShouldBeRepeatable() {
        var up = auth().signUp(newEmail());

        done(ban(idOf(up)), "User banned");
        done(ban(idOf(up)), "User banned");
        done(unban(idOf(up)), "User is no longer banned");
        done(unban(idOf(up)), "User is no longer banned");

        assertThat(logIn(up).status()).isEqualTo(200);
    }

    @Test
    void banShouldCatchATokenOfTheSecondAfterALogoutEverywhere() {
        for (int i = 0; i < 5; i++) {
            var email = newEmail();
            var up = auth().signUp(email);
            assertThat(call(HttpMethod.POST, "/api/auth/logout-all", up.text("token"))
                            .status())
                    .isEqualTo(200);
            var dated = auth().logIn(email, PASSWORD);

            done(ban(idOf(up)), "User banned");

            assertThat(profileStatus(dated)).isEqualTo(401);
        }
    }

    @Test
    void loginsThatMeetTheBanShouldLeaveNoGoodToken() {
        var email = newEmail();
        var id = idOf(auth().signUp(email));

        var answers = RunningAuth.atOnce(8, i -> i == 3 ? ban(id) : logInToRefresh(email));

        done(answers.get(3), "User banned");
        assertThat(answers.stream().filter(answer -> answer.body().has("token")))
                .allSatisfy(answer -> {
                    assertThat(profileStatus(answer)).isEqualTo(401);
                    assertThat(refresh(answer).status()).isEqualTo(401);
                });
    }

    @Test
    void loginThatWasCheckedLongBeforeTheBanShouldNotOutliveIt() throws InterruptedException {
        var email = newEmail();
        var id = requireNonNull(UserId.parse(idOf(auth().signUp(email))));
        var checked = requireNonNull(auth().bean(UserRepository.class).find(id).block(WAIT));
        done(ban(id.toString()), "User banned");
        // Tokens made from now on are dated later than what the ban revoked.
        Thread.sleep(1100);

        var start = auth().bean(SessionService.class).start(checked, new Client("test", "", false), true);

        assertThat(catchThrowable(() -> start.block(WAIT))).isInstanceOf(UserBanned.class);
        var left = auth().bean(ReactiveMongoTemplate.class)
                .count(Query.query(Criteria.where("userId").is(id.value())), "sessions");
        assertThat(left.block(WAIT)).isZero();
    }

    @Test
    void othersThanAdminsShouldBeRefusedWhateverTheyAskFor() {
        var user = auth().signUp(newEmail());
        var victim = auth().signUp(newEmail());

        for (var method : List.of(HttpMethod.POST, HttpMethod.DELETE)) {
            for (var id : List.of(idOf(victim), idOf(user), "65f0a0a0a0a0a0a0a0a0a0a0", "nonsense")) {
                refused(call(method, path(id), user.text("token")), 403, "not_admin", "Admin access required");
            }
        }
        assertThat(profileStatus(victim)).isEqualTo(200);
    }

    @Test
    void whoIsNoLongerAdminShouldBeRefusedThoughTheirTokenSaysSo() {
        var id = makeAdmin(auth().signUp(newEmail()));
        var email = auth().get("/api/auth/users/" + id, admin)
                .body()
                .path("user")
                .path("email")
                .asString();
        var token = auth().logIn(email, PASSWORD).text("token");
        var victim = idOf(auth().signUp(newEmail()));
        done(call(HttpMethod.POST, path(victim), token), "User banned");
        setRole(id, null);

        refused(call(HttpMethod.DELETE, path(victim), token), 403, "not_admin", "Admin access required");
    }

    @Test
    void nobodyShouldBanThemselvesOrAnotherAdmin() {
        var self = auth().get("/api/auth/get-profile", admin)
                .body()
                .path("user")
                .path("_id")
                .asString();
        var other = makeAdmin(auth().signUp(newEmail()));

        refused(ban(self), 400, "ban_oneself", "You can't ban yourself");
        refused(ban(self.toUpperCase(java.util.Locale.ROOT)), 400, "ban_oneself", "You can't ban yourself");
        refused(ban(other), 403, "ban_admin", "Admins can't be banned");
        assertThat(auth().get("/api/auth/get-profile", admin).status()).isEqualTo(200);
    }

    @Test
    void whoIsNotThereShouldBe404AndNoIdAtAll400() {
        for (var method : List.of(HttpMethod.POST, HttpMethod.DELETE)) {
            refused(call(method, path("65f0a0a0a0a0a0a0a0a0a0a0"), admin), 404, "user_not_found", "User not found");
            for (var id : List.of("nonsense", "65f0a0a0a0a0a0a0a0a0a0a", "%7B%22$gt%22:%22%22%7D", "__proto__")) {
                refused(call(method, path(id), admin), 400, "malformed_id", "User id must be 24 hexadecimal digits");
            }
        }
    }

    @Test
    void bannedUsersShouldBeListedPageByPageUntilTheyAreLetInAgain() {
        var before = banned("").body().path("total").asInt();
        var ids = new java.util.ArrayList<String>();
        for (int i = 0; i < 3; i++) {
            ids.add(idOf(auth().signUp(newEmail())));
        }
        ids.forEach(id -> done(ban(id), "User banned"));
        var bystander = idOf(auth().signUp(newEmail()));

        var listed = new java.util.ArrayList<String>();
        var next = "";
        do {
            var page = banned("?limit=2&after=" + next);
            assertThat(page.status()).isEqualTo(200);
            assertThat(page.body().path("total").asInt()).isEqualTo(before + 3);
            assertThat(page.body().path("banned").size()).isBetween(1, 2);
            page.body().path("banned").forEach(each -> {
                assertThat(each.path("bannedAt").asString()).matches("20.*\\.\\d{3}Z");
                assertThat(each.path("user").path("email").asString()).contains("@");
                assertThat(each.toString()).doesNotContain("password");
                listed.add(each.path("user").path("_id").asString());
            });
            next = page.body().path("next").asString("");
        } while (!next.isEmpty());
        assertThat(listed).hasSize(before + 3).isSorted().containsAll(ids).doesNotContain(bystander);

        done(unban(ids.getFirst()), "User is no longer banned");
        assertThat(banned("").body().path("banned").toString()).doesNotContain(ids.getFirst());
        assertThat(banned("").body().path("total").asInt()).isEqualTo(before + 2);
    }

    @Test
    void listOfBannedUsersShouldBeForAdminsAndItsPagesWithinBounds() {
        var user = auth().signUp(newEmail());
        refused(
                call(HttpMethod.GET, "/api/auth/users/banned", user.text("token")),
                403,
                "not_admin",
                "Admin access required");
        for (var query : List.of("?limit=0", "?limit=201", "?limit=x", "?limit=-1", "?after=nonsense", "?after=$gt")) {
            refused(banned(query), 400, "invalid_page", "limit must be a number from 1 to 200, and after a user id");
        }
    }

    private Answer banned(String query) {
        return call(HttpMethod.GET, "/api/auth/users/banned" + query, admin);
    }

    private String makeAdmin(Answer user) {
        setRole(idOf(user), "admin");
        return idOf(user);
    }

    private void setRole(String id, @org.jspecify.annotations.Nullable String role) {
        var changed = auth().bean(ReactiveMongoTemplate.class)
                .findAndModify(
                        Query.query(Criteria.where("_id").is(new org.bson.types.ObjectId(id))),
                        new Update().set("role", role),
                        Document.class,
                        "users")
                .block(WAIT);
        assertThat(changed).isNotNull();
    }

    private Answer ban(String id) {
        return call(HttpMethod.POST, path(id), admin);
    }

    private Answer unban(String id) {
        return call(HttpMethod.DELETE, path(id), admin);
    }

    private Answer call(HttpMethod method, String path, String token) {
        return RunningAuth.exchange(
                auth().client().method(method).uri(auth().uri(path)).headers(headers -> headers.setBearerAuth(token)));
    }

    private Answer logIn(Answer signedUp) {
        return auth().logIn(signedUp.body().path("userData").path("email").asString(), PASSWORD);
    }

    private Answer logInToRefresh(String email) {
        return auth().post("/api/auth/login", Map.of("email", email, "password", PASSWORD, "refresh", true));
    }

    private Answer refresh(Answer loggedIn) {
        var cookie = requireNonNull(loggedIn.headers().getFirst(HttpHeaders.SET_COOKIE))
                .split(";", 2)[0];
        return RunningAuth.exchange(
                auth().client().post().uri("/api/auth/refresh").header(HttpHeaders.COOKIE, cookie));
    }

    private int profileStatus(Answer loggedIn) {
        return auth().get("/api/auth/get-profile", loggedIn.text("token")).status();
    }

    private static String path(String id) {
        return "/api/auth/users/" + id + "/ban";
    }

    private static String idOf(Answer signedUp) {
        return signedUp.body().path("userData").path("_id").asString();
    }

    private static String newEmail() {
        return "ban" + NUMBER.incrementAndGet() + "@example.org";
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

    private static void done(Answer answer, String message) {
        assertThat(answer.text("message")).isEqualTo(message);
        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.body().path("success").asBoolean()).isTrue();
    }

    private static void refused(Answer answer, int status, String code, String message) {
        assertThat(answer.text("message")).isEqualTo(message);
        assertThat(answer.text("code")).isEqualTo(code);
        assertThat(answer.status()).isEqualTo(status);
        assertThat(answer.body().path("success").asBoolean(true)).isFalse();
    }
}

package io.chatspace.auth.revocation;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import io.chatspace.auth.RunningAuth;
import io.chatspace.contracts.RedisNames;
import io.chatspace.contracts.SessionRevoked;
import io.chatspace.kit.test.OwnedProcess;
import io.chatspace.kit.test.RealMongo;
import io.chatspace.kit.test.RealRedis;
import java.time.Duration;
import java.util.concurrent.CopyOnWriteArrayList;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.springframework.data.redis.core.ReactiveStringRedisTemplate;

class RevocationIT {
    private static final String PROFILE = "/api/auth/get-profile";

    @Test
    void otherReplicaShouldRefuseARevokedTokenWithinASecond() {
        var database = RunningAuth.newDatabase();
        try (var one = RunningAuth.start(RealMongo.uri(), database);
                var two = RunningAuth.start(RealMongo.uri(), database)) {
            var warm = one.signUp("warm-up@example.org").text("token");
            logOut(one, warm);
            Awaitility.await()
                    .atMost(Duration.ofSeconds(10))
                    .until(() -> two.get(PROFILE, warm).status() == 401);
            var token = one.signUp("revoked@example.org").text("token");
            assertThat(two.get(PROFILE, token).status()).isEqualTo(200);

            logOut(one, token);

            Awaitility.await()
                    .atMost(Duration.ofSeconds(1))
                    .pollInterval(Duration.ofMillis(20))
                    .until(() -> two.get(PROFILE, token).status() == 401);
        }
    }

    @Test
    void banShouldBeToldToEveryServiceWithinASecond() {
        var database = RunningAuth.newDatabase();
        var firstIsAdmin = "chatspace.auth.first-user-is-admin=true";
        try (var one = RunningAuth.start(RealMongo.uri(), database, firstIsAdmin);
                var two = RunningAuth.start(RealMongo.uri(), database, firstIsAdmin)) {
            var admin = one.signUp("admin@example.org").text("token");
            var warm = one.signUp("warm-up@example.org").text("token");
            logOut(one, warm);
            Awaitility.await()
                    .atMost(Duration.ofSeconds(10))
                    .until(() -> two.get(PROFILE, warm).status() == 401);
            var banned = one.signUp("banned@example.org");
            var id = banned.body().path("userData").path("_id").asString();
            var token = banned.text("token");
            assertThat(two.get(PROFILE, token).status()).isEqualTo(200);
            // What closes sockets on presence nodes, as all else that listens, is this channel.
            var told = new CopyOnWriteArrayList<SessionRevoked>();
            var listening = two.bean(ReactiveStringRedisTemplate.class)
                    .listenToChannelLater(RedisNames.REVOCATIONS)
                    .block(Duration.ofSeconds(10));
            var subscription = requireNonNull(listening)
                    .map(message -> RunningAuth.JSON.readValue(message.getMessage(), SessionRevoked.class))
                    .subscribe(told::add);

            var answer = RunningAuth.exchange(one.client()
                    .post()
                    .uri("/api/auth/users/{id}/ban", id)
                    .headers(headers -> headers.setBearerAuth(admin)));

            assertThat(answer.status()).isEqualTo(200);
            Awaitility.await()
                    .atMost(Duration.ofSeconds(1))
                    .pollInterval(Duration.ofMillis(20))
                    .until(() -> two.get(PROFILE, token).status() == 401 && !told.isEmpty());
            subscription.dispose();
            assertThat(told).singleElement().satisfies(event -> {
                assertThat(event.userId()).isEqualTo(id);
                assertThat(event.sessionId()).isNull();
                assertThat(event.issuedBefore()).isGreaterThan(System.currentTimeMillis() - 10_000);
            });
        }
    }

    @Test
    void revocationWhileRedisIsAwayShouldCountHereAtOnceAndElsewhereOnceItIsBack() {
        var database = RunningAuth.newDatabase();
        int port = OwnedProcess.freePort();
        var redisUrl = "spring.data.redis.url=redis://127.0.0.1:" + port;
        var redis = RealRedis.start(port);
        try (var one = RunningAuth.start(RealMongo.uri(), database, redisUrl);
                var two = RunningAuth.start(RealMongo.uri(), database, redisUrl)) {
            var early = one.signUp("early@example.org").text("token");
            logOut(one, early);
            Awaitility.await()
                    .atMost(Duration.ofSeconds(10))
                    .until(() -> two.get(PROFILE, early).status() == 401);
            var token = one.signUp("redis-away@example.org").text("token");
            redis.close();

            long start = System.nanoTime();
            logOut(one, token);
            assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(1));
            assertThat(one.get(PROFILE, token).status()).isEqualTo(401);
            assertThat(two.get(PROFILE, early).status()).isEqualTo(401);

            redis = RealRedis.start(port);
            Awaitility.await()
                    .atMost(Duration.ofSeconds(20))
                    .until(() -> two.get(PROFILE, token).status() == 401);
            // The set is whole again for those who start later, what was revoked before the outage included.
            Awaitility.await()
                    .atMost(Duration.ofSeconds(20))
                    .until(() -> two.bean(ReactiveStringRedisTemplate.class)
                            .opsForZSet()
                            .size(RedisNames.REVOCATION_SET)
                            .map(size -> size == 2)
                            .block(Duration.ofSeconds(5)));
        } finally {
            redis.close();
        }
    }

    private static void logOut(RunningAuth auth, String token) {
        var out = RunningAuth.exchange(
                auth.client().post().uri("/api/auth/logout").headers(headers -> headers.setBearerAuth(token)));
        assertThat(out.status()).isEqualTo(200);
    }
}

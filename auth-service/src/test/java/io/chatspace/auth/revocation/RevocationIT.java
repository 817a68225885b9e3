package io.chatspace.auth.revocation;

import static org.assertj.core.api.Assertions.assertThat;

import io.chatspace.auth.RunningAuth;
import io.chatspace.contracts.RedisNames;
import io.chatspace.kit.test.OwnedProcess;
import io.chatspace.kit.test.RealMongo;
import io.chatspace.kit.test.RealRedis;
import java.time.Duration;
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

package io.chatspace.auth.user;

import static org.assertj.core.api.Assertions.assertThat;

import io.chatspace.auth.RunningAuth;
import io.chatspace.contracts.RedisNames;
import io.chatspace.kit.test.OwnedProcess;
import io.chatspace.kit.test.RealMongo;
import io.chatspace.kit.test.RealRedis;
import io.micrometer.core.instrument.MeterRegistry;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.springframework.data.redis.connection.ReactiveSubscription;
import org.springframework.data.redis.core.ReactiveStringRedisTemplate;

class UserChangesIT {
    @Test
    void signUpAndProfileChangeShouldBeAnnounced() {
        try (var auth = RunningAuth.start(RealMongo.uri(), RunningAuth.newDatabase())) {
            var heard = new CopyOnWriteArrayList<String>();
            var listening = auth.bean(ReactiveStringRedisTemplate.class)
                    .listenToChannelLater(RedisNames.USERS_CHANGED)
                    .block(Duration.ofSeconds(10));
            assertThat(listening).isNotNull();
            var subscription =
                    listening.map(ReactiveSubscription.Message::getMessage).subscribe(heard::add);

            var up = auth.signUp("announced@example.org");
            var id = up.body().path("userData").path("_id").asString();
            Awaitility.await().untilAsserted(() -> assertThat(heard).containsExactly(id));
            assertThat(auth.put("/api/auth/update-profile", up.text("token"), Map.of("bio", "new"))
                            .status())
                    .isEqualTo(200);

            Awaitility.await().untilAsserted(() -> assertThat(heard).containsExactly(id, id));
            subscription.dispose();
        }
    }

    @Test
    void requestShouldBeAnsweredBeforeASilentRedisHasGivenUpOnItsAnnouncement() throws IOException {
        // Takes connections and never says a word: whoever waited for it would wait until the announcement was dropped.
        try (var silent = new ServerSocket(0, 50, InetAddress.getByName("127.0.0.1"));
                var auth = RunningAuth.start(
                        RealMongo.uri(),
                        RunningAuth.newDatabase(),
                        "spring.data.redis.timeout=60s",
                        "spring.data.redis.connect-timeout=60s",
                        "spring.data.redis.url=redis://127.0.0.1:" + silent.getLocalPort())) {
            var up = auth.signUp("silent@example.org");

            assertThat(up.status()).isEqualTo(201);
            assertThat(auth.bean(MeterRegistry.class)
                            .counter(UserChanges.DROPPED)
                            .count())
                    .isZero();
        }
    }

    @Test
    void requestsShouldNotFailWhileRedisIsAwayAndBeAnnouncedAgainAfterwards() {
        int port = OwnedProcess.freePort();
        try (var auth = RunningAuth.start(
                RealMongo.uri(), RunningAuth.newDatabase(), "spring.data.redis.url=redis://127.0.0.1:" + port)) {
            assertThat(auth.signUp("warm-up@example.org").status()).isEqualTo(201);

            var up = auth.signUp("away@example.org");

            assertThat(up.status()).isEqualTo(201);
            var dropped = auth.bean(MeterRegistry.class).counter(UserChanges.DROPPED);
            Awaitility.await()
                    .atMost(Duration.ofSeconds(20))
                    .untilAsserted(() -> assertThat(dropped.count()).isEqualTo(2));

            try (var redis = RealRedis.start(port)) {
                assertThat(redis.port()).isEqualTo(port);
                assertThat(auth.put("/api/auth/update-profile", up.text("token"), Map.of("bio", "new"))
                                .status())
                        .isEqualTo(200);
                Awaitility.await()
                        .during(Duration.ofMillis(500))
                        .atMost(Duration.ofSeconds(10))
                        .untilAsserted(() -> assertThat(dropped.count()).isEqualTo(2));
            }
        }
    }
}

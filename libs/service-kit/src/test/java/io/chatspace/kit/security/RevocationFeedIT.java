package io.chatspace.kit.security;

import static org.assertj.core.api.Assertions.assertThat;

import io.chatspace.contracts.RedisNames;
import io.chatspace.contracts.SessionRevoked;
import io.chatspace.kit.redis.RedisClientAutoConfiguration;
import io.chatspace.kit.test.OwnedProcess;
import io.chatspace.kit.test.RealRedis;
import java.time.Duration;
import java.time.Instant;
import java.util.Objects;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.ImportAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.data.redis.autoconfigure.DataRedisAutoConfiguration;
import org.springframework.boot.data.redis.autoconfigure.DataRedisReactiveAutoConfiguration;
import org.springframework.boot.jackson.autoconfigure.JacksonAutoConfiguration;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Configuration;
import org.springframework.data.redis.core.ReactiveStringRedisTemplate;
import reactor.core.publisher.Mono;
import tools.jackson.databind.json.JsonMapper;

class RevocationFeedIT {
    private static final Duration A_SECOND = Duration.ofSeconds(1);
    private static final JsonMapper JSON = new JsonMapper();

    private final int port = OwnedProcess.freePort();
    private RealRedis redis = RealRedis.start(port);
    private ConfigurableApplicationContext node = startNode();

    @Configuration(proxyBeanMethods = false)
    @ImportAutoConfiguration({
        DataRedisAutoConfiguration.class,
        DataRedisReactiveAutoConfiguration.class,
        JacksonAutoConfiguration.class,
        RedisClientAutoConfiguration.class,
        RevocationAutoConfiguration.class
    })
    static class Node {}

    @BeforeEach
    void warmUp() {
        revoke("warm-up");
        awaitRevoked("warm-up", Duration.ofSeconds(20));
    }

    @AfterEach
    void stop() {
        node.close();
        redis.close();
    }

    @Test
    void revocationShouldBeKnownWithinASecond() {
        revoke("now");

        awaitRevoked("now", A_SECOND);
    }

    @Test
    void startedNodeShouldKnowWhatWasRevokedBefore() {
        revoke("before");
        awaitRevoked("before", A_SECOND);

        try (var later = startNode()) {
            Awaitility.await()
                    .atMost(Duration.ofSeconds(10))
                    .until(() -> later.getBean(RevocationList.class).revoked("before", "s", past()));
        }
    }

    @Test
    void revocationsShouldBeHeardAgainAfterTheServerCutTheConnection() {
        for (int i = 0; i < 3; i++) {
            killClients();
            var user = "cut" + i;
            Awaitility.await().atMost(Duration.ofSeconds(10)).ignoreExceptions().until(() -> {
                revoke(user);
                return true;
            });

            awaitRevoked(user, Duration.ofSeconds(2));
        }
    }

    @Test
    void listShouldSurviveARedisThatComesBackEmptyAndHearItAgain() {
        revoke("kept");
        awaitRevoked("kept", A_SECOND);

        redis.close();
        redis = RealRedis.start(port);
        Awaitility.await().atMost(Duration.ofSeconds(10)).ignoreExceptions().until(() -> {
            revoke("after");
            return true;
        });

        awaitRevoked("after", Duration.ofSeconds(2));
        assertThat(list().revoked("kept", "s", past())).isTrue();
        revoke("later");
        awaitRevoked("later", Duration.ofSeconds(2));
    }

    @Test
    void garbageShouldBePassedOver() {
        assertThat(template()
                        .convertAndSend(RedisNames.REVOCATIONS, "{nonsense")
                        .block())
                .isNotNull();

        revoke("after-garbage");

        awaitRevoked("after-garbage", A_SECOND);
    }

    private void revoke(String user) {
        long now = System.currentTimeMillis();
        var event = JSON.writeValueAsString(new SessionRevoked(user, null, now, now + 60_000));
        var _ = template()
                .opsForZSet()
                .add(RedisNames.REVOCATION_SET, event, now + 60_000)
                .then(template().convertAndSend(RedisNames.REVOCATIONS, event))
                .block(Duration.ofSeconds(5));
    }

    private void killClients() {
        var connections = node.getBean(org.springframework.data.redis.connection.ReactiveRedisConnectionFactory.class);
        for (var address : Objects.requireNonNull(Mono.from(connections
                        .getReactiveConnection()
                        .serverCommands()
                        .getClientList()
                        .mapNotNull(org.springframework.data.redis.core.types.RedisClientInfo::getAddressPort)
                        .collectList())
                .block(Duration.ofSeconds(5)))) {
            var host = address;
            int colon = host.lastIndexOf(':');
            var _ = connections
                    .getReactiveConnection()
                    .serverCommands()
                    .killClient(host.substring(0, colon), Integer.parseInt(host.substring(colon + 1)))
                    .onErrorComplete()
                    .block(Duration.ofSeconds(5));
        }
    }

    private void awaitRevoked(String user, Duration atMost) {
        Awaitility.await()
                .atMost(atMost)
                .pollInterval(Duration.ofMillis(10))
                .until(() -> list().revoked(user, "s", past()));
    }

    private RevocationList list() {
        return node.getBean(RevocationList.class);
    }

    private ReactiveStringRedisTemplate template() {
        return node.getBean(ReactiveStringRedisTemplate.class);
    }

    private ConfigurableApplicationContext startNode() {
        return new SpringApplicationBuilder(Node.class)
                .web(WebApplicationType.NONE)
                .run(
                        "--spring.data.redis.url=redis://127.0.0.1:" + port,
                        "--spring.data.redis.timeout=2s",
                        "--logging.level.root=warn");
    }

    private static Instant past() {
        return Instant.now().minusSeconds(60);
    }
}

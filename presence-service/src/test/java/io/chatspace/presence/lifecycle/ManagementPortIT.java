package io.chatspace.presence.lifecycle;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.chatspace.contracts.RedisNames;
import io.chatspace.kit.test.RealRedis;
import io.chatspace.presence.PresenceApplication;
import io.chatspace.presence.node.NodeIdentity;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.springframework.data.redis.core.ReactiveStringRedisTemplate;

class ManagementPortIT {
    @Test
    void registryShouldNameThePortOfTheSocketsWhereActuatorHasOneOfItsOwn() {
        try (var context = PresenceApplication.application()
                .run(
                        "--server.port=0",
                        "--management.server.port=0",
                        "--spring.data.redis.url=" + RealRedis.uri(),
                        "--chatspace.presence.node.drain=1s")) {
            var port = context.getEnvironment().getRequiredProperty("local.server.port");
            assertThat(context.getEnvironment().getRequiredProperty("local.management.port"))
                    .isNotEqualTo(port);
            var redis = context.getBean(ReactiveStringRedisTemplate.class);
            var id = context.getBean(NodeIdentity.class).id();

            // Long enough for the beats of both servers, if there were two.
            await().during(Duration.ofSeconds(3))
                    .atMost(Duration.ofSeconds(15))
                    .pollDelay(Duration.ofSeconds(1))
                    .untilAsserted(() -> assertThat(redis.opsForHash()
                                    .get(RedisNames.NODE_INFO, id)
                                    .block(Duration.ofSeconds(5)))
                            .asString()
                            .contains(":" + port + "\""));
        }
    }
}

package io.chatspace.message;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.chatspace.contracts.PushFrame;
import io.chatspace.contracts.UserView;
import io.chatspace.kit.test.OwnedProcess;
import io.chatspace.kit.test.RealMongo;
import io.chatspace.kit.test.RealRedis;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/// Switches while Redis is away: turned all the same, known to all nodes within a second, and sockets are told
/// afterwards.
class SwitchesOutageIT {
    @Test
    void turnShouldNotNeedRedis() {
        int port = OwnedProcess.freePort();
        var redis = RealRedis.start(port);
        var database = "--chatspace.message.database=test_" + MessageStack.newId();
        try (var auth = new StubAuth();
                var one = MessageStack.start(auth, RealMongo.uri(), redis.url(), database);
                var other = MessageStack.start(auth, RealMongo.uri(), redis.url(), database)) {
            var root = auth.signUp("Root");
            assertThat(enabled(other, root)).isTrue();
            redis.close();

            turnOff(one, auth, root);
            await().atMost(Duration.ofSeconds(1))
                    .pollInterval(Duration.ofMillis(20))
                    .until(() -> !enabled(other, root));

            redis = RealRedis.start(port);
            try (var everybody = Device.ofEverybody(redis.url())) {
                await().atMost(Duration.ofSeconds(10))
                        .untilAsserted(() -> assertThat(everybody.frames("uploadsStatusChanged"))
                                .extracting(PushFrame::args)
                                .containsExactly("[false]"));
            }
        } finally {
            redis.close();
        }
    }

    private static void turnOff(MessageStack stack, StubAuth auth, UserView root) {
        stack.http()
                .post()
                .uri("/api/messages/uploads")
                .headers(headers -> headers.setBearerAuth(auth.tokens().adminTokenOf(root.id())))
                .header("Content-Type", "application/json")
                .bodyValue("{\"enabled\":false}")
                .exchange()
                .expectStatus()
                .isOk();
    }

    private static boolean enabled(MessageStack stack, UserView user) {
        return stack.get(user, "/api/messages/uploads").required("enabled").booleanValue();
    }
}

package io.chatspace.message;

import static org.assertj.core.api.Assertions.assertThat;

import de.bwaldvogel.mongo.MongoServer;
import de.bwaldvogel.mongo.backend.memory.MemoryBackend;
import io.chatspace.kit.test.OwnedProcess;
import io.chatspace.kit.test.RealRedis;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.springframework.http.MediaType;
import org.springframework.test.web.reactive.server.WebTestClient.ResponseSpec;

/// Without its database the service says so, soon, and takes up work again when it is back.
class DatabaseOutageIT {
    @Test
    void requestsShouldBeUnavailableUntilTheDatabaseIsBack() {
        int port = OwnedProcess.freePort();
        var mongo = start(port);
        try (var auth = new StubAuth();
                var stack = MessageStack.start(
                        auth,
                        "mongodb://127.0.0.1:" + port,
                        RealRedis.uri(),
                        "--chatspace.message.conversation.send-deadline=2s")) {
            var alice = auth.signUp("Alice");
            var bob = auth.signUp("Bob");
            stack.send(alice, bob, "before");
            mongo.shutdownNow();

            long began = System.nanoTime();
            unavailable(stack.as(alice)
                    .post()
                    .uri("/api/messages/send/" + bob.id())
                    .contentType(MediaType.APPLICATION_JSON)
                    .bodyValue("{\"text\":\"x\",\"clientMessageId\":\"safe\"}")
                    .exchange());
            assertThat(Duration.ofNanos(System.nanoTime() - began)).isLessThan(Duration.ofSeconds(6));
            unavailable(stack.as(alice).get().uri("/api/messages/" + bob.id()).exchange());

            mongo = start(port);
            var answer = stack.post(alice, bob, "{\"text\":\"x\",\"clientMessageId\":\"safe\"}");
            assertThat(answer.get("newMessage").get("text").stringValue()).isEqualTo("x");
        } finally {
            mongo.shutdownNow();
        }
    }

    private static MongoServer start(int port) {
        var server = new MongoServer(new MemoryBackend());
        server.bind("127.0.0.1", port);
        return server;
    }

    private static void unavailable(ResponseSpec response) {
        response.expectStatus()
                .isEqualTo(503)
                .expectHeader()
                .exists("Retry-After")
                .expectBody()
                .jsonPath("$.code")
                .isEqualTo("unavailable");
    }
}

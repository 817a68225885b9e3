package io.chatspace.message;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.chatspace.contracts.PushFrame;
import io.chatspace.contracts.UserView;
import io.chatspace.kit.test.RealRedis;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.test.web.reactive.server.WebTestClient;
import tools.jackson.databind.JsonNode;

/// The switches of two nodes on one database.
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class SwitchesContract {
    private static final Duration SOON = Duration.ofSeconds(1);
    private static final String LIMITER = "/api/ai/limiter";
    private static final String UPLOADS = "/api/messages/uploads";

    private final StubAuth auth = new StubAuth();
    private MessageStack one;
    private MessageStack other;
    private Device everybody;
    private UserView alice;
    private UserView root;

    abstract String mongoUri();

    @BeforeAll
    void start() {
        alice = auth.signUp("Alice");
        root = auth.signUp("Root");
        var database = "--chatspace.message.database=test_" + MessageStack.newId();
        var admin = "--chatspace.message.switches.admin-id=" + root.id();
        one = MessageStack.start(auth, mongoUri(), RealRedis.uri(), database, admin);
        other = MessageStack.start(auth, mongoUri(), RealRedis.uri(), database, admin);
    }

    @AfterAll
    void stop() {
        one.close();
        other.close();
        auth.close();
    }

    @BeforeEach
    void turnBack() {
        post(one.as(root), LIMITER, "{\"enabled\":false}").expectStatus().isOk();
        post(one.as(root), UPLOADS, "{\"enabled\":true}").expectStatus().isOk();
        everybody = Device.ofEverybody(RealRedis.uri());
    }

    @AfterEach
    void hangUp() {
        everybody.close();
    }

    @Test
    void switchesShouldStandAsConfiguredUntilSomebodyTurnsThem() {
        var asConfigured = "--chatspace.message.switches.assistant=true";
        try (var fresh = MessageStack.start(auth, mongoUri(), RealRedis.uri());
                var configured = MessageStack.start(auth, mongoUri(), RealRedis.uri(), asConfigured)) {
            assertEnabled(fresh.as(alice), LIMITER, false);
            assertEnabled(fresh.as(alice), UPLOADS, true);
            assertEnabled(configured.as(alice), LIMITER, true);
        }
    }

    @ParameterizedTest
    @CsvSource({LIMITER + ",aiStatusChanged", UPLOADS + ",uploadsStatusChanged"})
    void turnShouldReachEveryNodeAndEverySocket(String path, String event) {
        for (var enabled : List.of(true, false, true)) {
            post(one.as(root), path, "{\"enabled\":" + enabled + "}")
                    .expectStatus()
                    .isOk()
                    .expectBody()
                    .json("{\"success\":true,\"enabled\":" + enabled + "}");
            assertEnabled(one.as(alice), path, enabled);
            await().atMost(SOON).untilAsserted(() -> assertEnabled(other.as(alice), path, enabled));
        }

        await().atMost(SOON)
                .untilAsserted(() -> assertThat(everybody.frames(event))
                        .extracting(PushFrame::args)
                        .containsExactly("[true]", "[false]", "[true]"));
        assertThat(everybody.frames())
                .allSatisfy(frame -> assertThat(frame.logId()).isEqualTo(PushFrame.NO_LOG_ID));
    }

    @Test
    void turnShouldLastBeyondTheServices() {
        var database = "--chatspace.message.database=test_" + MessageStack.newId();
        var admin = auth.tokens().adminTokenOf(root.id());
        try (var first = MessageStack.start(auth, mongoUri(), RealRedis.uri(), database)) {
            post(with(first, admin), UPLOADS, "{\"enabled\":false}")
                    .expectStatus()
                    .isOk();
        }
        try (var second = MessageStack.start(auth, mongoUri(), RealRedis.uri(), database)) {
            assertEnabled(second.as(alice), UPLOADS, false);
        }
    }

    @Test
    void roleInTheTokenShouldBeEnough() {
        var admin = with(one, auth.tokens().adminTokenOf(alice.id()));

        post(admin, LIMITER, "{\"enabled\":true}").expectStatus().isOk();
        assertEnabled(one.as(alice), LIMITER, true);
    }

    @ParameterizedTest
    @ValueSource(strings = {"{\"enabled\":true}", "{}", "", "nonsense"})
    void othersShouldBeRefused(String body) {
        for (var path : List.of(LIMITER, UPLOADS)) {
            post(one.as(alice), path, body)
                    .expectStatus()
                    .isForbidden()
                    .expectBody()
                    .json("{\"success\":false,\"message\":\"Admin access required\",\"code\":\"not_admin\"}");
        }
        assertEnabled(one.as(alice), LIMITER, false);
        assertThat(everybody.frames()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {LIMITER, UPLOADS})
    void switchesShouldNotBeForStrangers(String path) {
        one.http().get().uri(path).exchange().expectStatus().isUnauthorized();
        post(one.http(), path, "{\"enabled\":true}").expectStatus().isUnauthorized();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "{}", "{\"other\":1}", "  \n"})
    void postWithoutTheFieldShouldRead(String body) {
        post(one.as(root), UPLOADS, body)
                .expectStatus()
                .isOk()
                .expectBody()
                .json("{\"success\":true,\"enabled\":true}");
        one.as(root).post().uri(UPLOADS).exchange().expectStatus().isOk();
        assertThat(everybody.frames()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"enabled\":\"true\"}",
                "{\"enabled\":1}",
                "{\"enabled\":null}",
                "{\"enabled\":[]}",
                "[]",
                "true",
                "\"true\"",
                "null"
            })
    void whatIsNotABooleanShouldBeRefused(String body) {
        post(one.as(root), LIMITER, body)
                .expectStatus()
                .isBadRequest()
                .expectBody()
                .json("{\"success\":false,\"message\":\"enabled must be boolean\"}");
        assertEnabled(one.as(alice), LIMITER, false);
    }

    @ParameterizedTest
    @ValueSource(strings = {"nonsense", "{\"enabled\":", "enabled=true"})
    void whatIsNotJsonShouldBeRefused(String body) {
        post(one.as(root), LIMITER, body)
                .expectStatus()
                .isBadRequest()
                .expectBody()
                .jsonPath("$.code")
                .isEqualTo("malformed_request");
    }

    @Test
    void formShouldBeRefused() {
        one.as(root)
                .post()
                .uri(LIMITER)
                .header("Content-Type", "application/x-www-form-urlencoded")
                .bodyValue("enabled=true")
                .exchange()
                .expectStatus()
                .isEqualTo(415);
    }

    /// Whatever the order in which they were stored: sockets, both nodes and the database agree in the end.
    @Test
    void adminsWhoTurnItAtOnceShouldLeaveOneAnswer() {
        try (var admins = Executors.newVirtualThreadPerTaskExecutor()) {
            for (int i = 0; i < 20; i++) {
                var node = i % 2 == 0 ? one : other;
                var body = "{\"enabled\":" + (i % 3 == 0) + "}";
                var _ = admins.submit(() -> post(node.as(root), LIMITER, body));
            }
        }

        await().atMost(SOON.multipliedBy(3)).untilAsserted(() -> {
            var last = enabled(one.as(alice), LIMITER);
            assertThat(enabled(other.as(alice), LIMITER)).isEqualTo(last);
            assertThat(everybody.frames("aiStatusChanged").getLast().args()).isEqualTo("[" + last + "]");
        });
    }

    private static void assertEnabled(WebTestClient client, String path, boolean expected) {
        assertThat(enabled(client, path)).isEqualTo(expected);
    }

    private static boolean enabled(WebTestClient client, String path) {
        var answer = client.get()
                .uri(path)
                .exchange()
                .expectStatus()
                .isOk()
                .expectBody(JsonNode.class)
                .returnResult()
                .getResponseBody();
        return answer != null && answer.required("enabled").booleanValue();
    }

    private static WebTestClient with(MessageStack stack, String token) {
        return stack.http()
                .mutate()
                .defaultHeaders(headers -> headers.setBearerAuth(token))
                .build();
    }

    private static WebTestClient.ResponseSpec post(WebTestClient client, String path, String body) {
        return client.post()
                .uri(path)
                .header("Content-Type", "application/json")
                .bodyValue(body)
                .exchange();
    }
}

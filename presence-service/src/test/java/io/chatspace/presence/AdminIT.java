package io.chatspace.presence;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.chatspace.contracts.NodeInfo;
import io.chatspace.contracts.NodeOrder;
import io.chatspace.contracts.RedisNames;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.boot.availability.ApplicationAvailability;
import org.springframework.boot.availability.ReadinessState;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// What admins see of two nodes on one Redis, and ask of them.
class AdminIT {
    private static final JsonMapper JSON = new JsonMapper();
    private static final String NODES = "/api/admin/nodes";
    private static final String POLLING = "/socket.io/?EIO=4&transport=polling";
    private static final Duration WAIT = Duration.ofSeconds(15);

    private final HttpClient http = HttpClient.newHttpClient();
    private PresenceStack stack;
    private RedisSide redis;
    private String admin;

    @BeforeEach
    void start() {
        stack = new PresenceStack("--chatspace.presence.node.drain=2s");
        redis = stack.redis();
        admin = stack.services().tokens().adminTokenOf(stack.services().signUp());
        await().atMost(WAIT).until(() -> nodes(stack.a()).size() == 2);
    }

    @AfterEach
    void stop() {
        redis.close();
        stack.close();
        http.close();
    }

    @Test
    void anyNodeShouldTellTheFiguresOfAll() throws Exception {
        var alice = stack.services().signUp();
        var bob = stack.services().signUp();
        var device = stack.device(stack.a(), alice).connect();
        stack.device(stack.b(), alice).connect();
        stack.device(stack.b(), bob).connect();

        push(alice, "newMessage", message(alice, Instant.now().minusMillis(40)));
        push(alice, "newMessage", message(alice, Instant.now().plusSeconds(60)));
        push(alice, "messageSeen", "{\"ids\":[]}");
        push(alice, "typing", "{\"from\":\"" + bob + "\",\"active\":true}");
        push(bob, "newMessage", message(bob, Instant.now().minusSeconds(30)));
        push(Ids.next(), "newMessage", message(bob, Instant.now()));
        await().atMost(WAIT).until(() -> device.messages().size() == 2);

        for (var asked : List.of(stack.a(), stack.b())) {
            await().atMost(WAIT).untilAsserted(() -> {
                var all = get(asked);
                assertThat(all.path("online").asInt()).isEqualTo(2);
                var a = all.path("nodes").path(0);
                var b = all.path("nodes").path(1);
                assertThat(a.path("id").asString()).isEqualTo("a");
                assertThat(a.path("sockets").asInt()).isEqualTo(1);
                assertThat(a.path("users").asInt()).isEqualTo(1);
                assertThat(a.path("capacity").asInt()).isEqualTo(18_000);
                assertThat(a.path("load").asDouble()).isEqualTo(1 / 18_000.0);
                assertThat(a.path("draining").asBoolean(true)).isFalse();
                assertThat(Instant.parse(a.path("startedAt").asString()))
                        .isBetween(Instant.now().minusSeconds(300), Instant.now());
                assertThat(a.path("pushes").asInt()).isEqualTo(3);
                assertThat(total(a)).isEqualTo(2);
                // A clock that is behind makes no negative durations.
                assertThat(a.path("latency").path("counts").path(0).asInt()).isEqualTo(1);
                assertThat(b.path("sockets").asInt()).isEqualTo(2);
                assertThat(b.path("users").asInt()).isEqualTo(2);
                assertThat(b.path("pushes").asInt()).isEqualTo(4);
                // Longer than every bound.
                assertThat(b.path("latency")
                                .path("counts")
                                .path(b.path("latency").path("upTo").size())
                                .asInt())
                        .isEqualTo(1);
            });
        }
        assertThat(stack.a().counted("chatspace.presence.pushes")).isEqualTo(3);
    }

    @Test
    void aNodeOfAnEarlierReleaseShouldBeListedWithoutFigures() throws Exception {
        var old = new NodeInfo("old", "http://127.0.0.1:1", 7, 10, false);
        var text = JSON.writeValueAsString(old);
        assertThat(text).doesNotContain("figures");
        var _ = redis.commands().hset(RedisNames.NODE_INFO, "old", text);
        var _ = redis.commands().zadd(RedisNames.NODE_LEASES, System.currentTimeMillis() + 10_000.0, "old");

        var listed = nodes(stack.a());

        assertThat(listed).hasSize(3);
        assertThat(listed.get(2).toString())
                .isEqualTo("{\"id\":\"old\",\"draining\":false,\"sockets\":7,\"capacity\":10,\"load\":0.7}");
        // It knows of no orders.
        refused(call(stack.a(), "POST", "/old/drain", admin), 504, "node_not_heard");
    }

    @Test
    void anOrderToTheOtherNodeShouldMoveItsClientsUntilItIsTakenBack() throws Exception {
        var bob = stack.services().signUp();
        var devices = IntStream.range(0, 6)
                .mapToObj(_ -> stack.device(stack.b(), bob).connect())
                .toList();

        var answer = call(stack.a(), "POST", "/b/drain", admin);

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(JSON.readTree(answer.body()).path("node").path("draining").asBoolean())
                .isTrue();
        assertThat(readiness(stack.b())).isEqualTo(ReadinessState.REFUSING_TRAFFIC);
        await().atMost(WAIT)
                .until(() -> devices.stream().allMatch(device -> device.log().size() > 1));
        assertThat(poll(stack.b()).statusCode()).isEqualTo(503);
        await().atMost(WAIT).until(() -> nodes(stack.b()).get(1).path("sockets").asInt() == 0);
        // Asked once more it goes on as it is, past several leases.
        assertThat(call(stack.b(), "POST", "/b/drain", admin).statusCode()).isEqualTo(200);
        await().during(Duration.ofMillis(2 * PresenceNode.LEASE_MS))
                .atMost(WAIT)
                .until(() -> nodes(stack.a()).get(1).path("draining").asBoolean());

        // Asked of the node itself, too.
        assertThat(call(stack.b(), "DELETE", "/b/drain", admin).statusCode()).isEqualTo(200);

        assertThat(readiness(stack.b())).isEqualTo(ReadinessState.ACCEPTING_TRAFFIC);
        assertThat(poll(stack.b()).statusCode()).isEqualTo(200);
        assertThat(nodes(stack.a()).get(1).path("draining").asBoolean(true)).isFalse();
        stack.device(stack.b(), bob).connect();
    }

    @Test
    void aDrainThatIsTakenBackShouldKeepWhoHasNotLeftYet() throws Exception {
        var bob = stack.services().signUp();
        var devices = IntStream.range(0, 8)
                .mapToObj(_ -> stack.device(stack.b(), bob).connect())
                .toList();
        assertThat(call(stack.a(), "POST", "/b/drain", admin).statusCode()).isEqualTo(200);
        await().atMost(WAIT)
                .until(() -> devices.stream().anyMatch(device -> device.log().size() > 1));

        assertThat(call(stack.a(), "DELETE", "/b/drain", admin).statusCode()).isEqualTo(200);

        long left = devices.stream().filter(device -> device.log().size() == 1).count();
        assertThat(left).isPositive();
        await().during(Duration.ofSeconds(3))
                .atMost(WAIT)
                .until(() -> devices.stream()
                                .filter(device -> device.log().size() == 1)
                                .count()
                        >= left);
    }

    @Test
    void theLastNodeThatTakesConnectionsShouldNotDrain() throws Exception {
        assertThat(call(stack.a(), "POST", "/b/drain", admin).statusCode()).isEqualTo(200);

        refused(call(stack.b(), "POST", "/a/drain", admin), 409, "last_node");

        assertThat(poll(stack.a()).statusCode()).isEqualTo(200);
        assertThat(readiness(stack.a())).isEqualTo(ReadinessState.ACCEPTING_TRAFFIC);
    }

    @Test
    void whatIsNoOrderShouldBeSkipped() throws Exception {
        for (var text : List.of("nonsense", "null", "{}", "[]", "{\"node\":null,\"drain\":true}", "{\"node\":\"b\"}")) {
            redis.publish(RedisNames.NODE_ORDERS, text);
        }
        redis.publish(RedisNames.NODE_ORDERS, JSON.writeValueAsString(new NodeOrder("c", true)));

        assertThat(call(stack.a(), "DELETE", "/b/drain", admin).statusCode()).isEqualTo(200);
        await().during(Duration.ofSeconds(1))
                .atMost(WAIT)
                .until(() -> nodes(stack.a()).stream()
                        .noneMatch(node -> node.path("draining").asBoolean()));
        assertThat(stack.a().counted("chatspace.presence.push.skipped")).isPositive();
    }

    @Test
    void mistakesShouldBeToldApart() throws Exception {
        for (var method : List.of("POST", "DELETE")) {
            refused(call(stack.a(), method, "/nobody/drain", admin), 404, "node_not_found");
            for (var id : List.of("A", "x".repeat(33), "a%20b", "%7B%22$gt%22:1%7D", "a_b")) {
                refused(call(stack.a(), method, "/" + id + "/drain", admin), 400, "malformed_id");
            }
        }
        var user = stack.services().tokens().tokenOf(stack.services().signUp());
        refused(call(stack.a(), "GET", "", user), 403, "not_admin");
        refused(call(stack.a(), "POST", "/b/drain", user), 403, "not_admin");
        refused(call(stack.a(), "POST", "/nobody/drain", user), 403, "not_admin");
        assertThat(call(stack.a(), "GET", "", "").statusCode()).isEqualTo(401);
        assertThat(nodes(stack.a()).get(1).path("draining").asBoolean(true)).isFalse();

        stack.killRedis();
        refused(call(stack.a(), "GET", "", admin), 503, "registry_away");
        refused(call(stack.a(), "POST", "/b/drain", admin), 503, "registry_away");
        stack.startRedis();
    }

    private static int total(JsonNode node) {
        return node.path("latency")
                .path("counts")
                .valueStream()
                .mapToInt(JsonNode::asInt)
                .sum();
    }

    private static String message(String to, Instant at) {
        return "{\"_id\":\"" + Ids.next() + "\",\"senderId\":\"" + Ids.next() + "\",\"receiverId\":\"" + to
                + "\",\"text\":\"not \\\"createdAt\\\":\\\"this\\\"\",\"image\":\"\",\"seen\":false,\"createdAt\":\""
                + io.chatspace.contracts.Timestamps.format(at) + "\"}";
    }

    private void push(String user, String event, String argument) {
        redis.publish(RedisNames.userChannel(user), "1 - " + event + " [" + argument + "]");
    }

    private static ReadinessState readiness(PresenceNode node) {
        return node.context().getBean(ApplicationAvailability.class).getReadinessState();
    }

    private HttpResponse<String> poll(PresenceNode node) throws Exception {
        return http.send(
                HttpRequest.newBuilder(URI.create(node.url() + POLLING)).build(), BodyHandlers.ofString());
    }

    private JsonNode get(PresenceNode node) throws Exception {
        var answer = call(node, "GET", "", admin);
        assertThat(answer.statusCode()).isEqualTo(200);
        return JSON.readTree(answer.body());
    }

    private List<JsonNode> nodes(PresenceNode node) throws Exception {
        return requireNonNull(get(node).path("nodes")).valueStream().toList();
    }

    private HttpResponse<String> call(PresenceNode node, String method, String path, String token) throws Exception {
        var request = HttpRequest.newBuilder(URI.create(node.url() + NODES + path))
                .method(method, BodyPublishers.noBody())
                .timeout(Duration.ofSeconds(20));
        return http.send(
                (token.isEmpty() ? request : request.header("Authorization", "Bearer " + token)).build(),
                BodyHandlers.ofString());
    }

    private static void refused(HttpResponse<String> answer, int status, String code) {
        assertThat(answer.body()).contains("\"success\":false", "\"code\":\"" + code + "\"");
        assertThat(answer.statusCode()).isEqualTo(status);
    }
}

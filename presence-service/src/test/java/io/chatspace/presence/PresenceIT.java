package io.chatspace.presence;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.chatspace.contracts.NodeInfo;
import io.chatspace.contracts.PresenceDelta;
import io.chatspace.contracts.RedisNames;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.json.JSONArray;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.springframework.test.web.reactive.server.WebTestClient;
import tools.jackson.databind.json.JsonMapper;

/// Who is online, told by two nodes on one Redis.
class PresenceIT {
    private static final JsonMapper JSON = new JsonMapper();

    /// Of a watcher's `presence:diff` with one id; several at once share the names.
    private static final int BYTES_A_CHANGE = 51;

    private static PresenceStack stack;

    @BeforeAll
    static void start() {
        stack = new PresenceStack();
    }

    @AfterAll
    static void stop() {
        stack.close();
    }

    @Test
    void listShouldHoldTheUsersOfBothNodes() {
        var alice = stack.services().signUp();
        var bob = stack.services().signUp();
        var onA = stack.device(stack.a(), alice).connect();
        var onB = stack.device(stack.b(), bob).connect();

        onA.seesOnline(bob);
        onB.seesOnline(alice);
        assertThat(onA.online()).contains(alice);

        onB.close();
        onA.seesOffline(bob);
    }

    @Test
    void theLastSocketOnAllNodesShouldDecide() {
        var alice = stack.services().signUp();
        var bob = stack.services().signUp();
        var watching = stack.device(stack.a(), alice).connect();
        var one = stack.device(stack.a(), bob).connect();
        var two = stack.device(stack.b(), bob).connect();
        watching.seesOnline(bob);

        one.close();
        await().during(Duration.ofMillis(2 * PresenceNode.GRACE_MS))
                .atMost(Duration.ofSeconds(5))
                .until(() -> watching.online().contains(bob));
        two.close();
        watching.seesOffline(bob);
    }

    @Test
    void aReloadShouldNotFlicker() {
        var alice = stack.services().signUp();
        var bob = stack.services().signUp();
        var diffs = stack.keep(Device.of(stack.a(), Map.of("token", token(alice), "presence", "watch"), "websocket"))
                .hears("presence:diff")
                .connect();
        var _ = diffs.socket().emit("presence:watch", new JSONArray(List.of(bob)));
        var before = stack.device(stack.b(), bob).connect();
        await().until(() -> diffs.others().size() == 1);

        before.close();
        var after = stack.device(stack.b(), bob).connect();
        await().during(Duration.ofMillis(3 * PresenceNode.GRACE_MS))
                .atMost(Duration.ofSeconds(5))
                .until(() -> diffs.others().size() == 1);

        after.close();
        await().until(() -> diffs.others().size() == 2);
        assertThat(diffs.others().getLast()[0]).hasToString("{\"joins\":[],\"leaves\":[\"" + bob + "\"]}");
    }

    /// A count that may not grow unnoticed: the payloads of all changes, without the event's name around each.
    @Test
    void aChangeShouldCostAWatcherNoMoreBytesThanRecorded() {
        var users = Stream.generate(stack.services()::signUp).limit(20).toList();
        var alice = stack.services().signUp();
        var diffs = stack.keep(Device.of(stack.a(), Map.of("token", token(alice), "presence", "watch"), "websocket"))
                .hears("presence:diff")
                .connect();
        var _ = diffs.socket().emit("presence:watch", new JSONArray(users));
        await().until(() -> diffs.ask("presence:watch", new JSONArray(users)).has("online"));

        users.forEach(user -> stack.device(stack.b(), user).connect());
        await().until(() -> users.stream().allMatch(user -> payloads(diffs).contains(user)));

        assertThat(payloads(diffs).length() / users.size()).isLessThanOrEqualTo((int) (BYTES_A_CHANGE * 1.05));
    }

    private static String payloads(Device device) {
        return device.others().stream().map(one -> one[0].toString()).collect(Collectors.joining());
    }

    @Test
    void differencesShouldComeBehindOneSnapshot() throws Exception {
        var alice = stack.services().signUp();
        var bob = stack.services().signUp();
        stack.device(stack.b(), bob).connect();
        await().until(() -> isOnline(stack.a(), bob));
        var diffs = stack.keep(
                        Device.of(stack.a(), Map.of("token", token(alice), "presence", "diff"), "polling", "websocket"))
                .hears("presence:diff")
                .connect();

        await().until(() -> !diffs.others().isEmpty());
        assertThat(diffs.others().getFirst()[0].toString()).contains(alice, bob);
        assertThat(diffs.online()).isEmpty();
        assertThat(diffs.ask("presence:watch", "nonsense").getString("code")).isEqualTo("invalid");
        assertThat(diffs.ask("presence:watch", new JSONArray(List.of(bob, Ids.next())))
                        .getJSONArray("online")
                        .toString())
                .isEqualTo("[\"" + bob + "\"]");
    }

    @Test
    void aNodeThatDiedShouldTakeItsUsersWithinItsLease() {
        var alice = stack.services().signUp();
        var bob = stack.services().signUp();
        var watching = stack.device(stack.a(), alice).connect();
        try (var redis = stack.redis()) {
            leaveBehind(redis, bob);
            watching.seesOnline(bob);

            long from = System.nanoTime();
            watching.seesOffline(bob);

            assertThat(Duration.ofNanos(System.nanoTime() - from).toMillis())
                    .isLessThan(PresenceNode.LEASE_MS * 5 / 3 + 1500);
        }
    }

    /// What a node leaves in Redis that was killed a moment after its last beat.
    private static void leaveBehind(RedisSide redis, String user) {
        var commands = redis.commands();
        var info = new NodeInfo("dead", "http://127.0.0.1:1", 1, 10, false);
        var _ = commands.sadd(RedisNames.nodeUsers("dead"), user);
        var _ = commands.hset(RedisNames.NODE_INFO, "dead", JSON.writeValueAsString(info));
        var _ = commands.zadd(
                RedisNames.NODE_LEASES, System.currentTimeMillis() + (double) PresenceNode.LEASE_MS, "dead");
        var delta = new PresenceDelta("dead", 1, List.of(user), List.of());
        redis.publish(RedisNames.PRESENCE_DELTAS, JSON.writeValueAsString(delta));
    }

    @Test
    void presenceShouldBeToldOverHttpByAnyNode() {
        var alice = stack.services().signUp();
        var bob = stack.services().signUp();
        var device = stack.device(stack.a(), bob).connect();
        await().until(() -> isOnline(stack.b(), bob));
        assertThat(get(stack.b(), alice, "/api/presence/online")).contains(bob);

        device.close();
        await().until(() -> !isOnline(stack.b(), bob));
        await().until(() -> get(stack.b(), alice, "/api/presence/" + bob).contains("\"lastSeen\":\"20"));

        var http = WebTestClient.bindToServer().baseUrl(stack.a().url()).build();
        http.get()
                .uri("/api/presence/online")
                .exchange()
                .expectStatus()
                .isUnauthorized()
                .expectBody(String.class)
                .value(body -> assertThat(body).contains("No token provided"));
        for (var path :
                List.of("/api/presence/nobody", "/api/presence/online?limit=0", "/api/presence/online?limit=x")) {
            http.get()
                    .uri(path)
                    .header("Authorization", "Bearer " + token(alice))
                    .exchange()
                    .expectStatus()
                    .isBadRequest()
                    .expectBody(String.class)
                    .value(body -> assertThat(body).contains("\"success\":false"));
        }
    }

    private static boolean isOnline(PresenceNode node, String user) {
        return get(node, user, "/api/presence/" + user).contains("\"online\":true");
    }

    private static String get(PresenceNode node, String caller, String path) {
        return String.valueOf(WebTestClient.bindToServer()
                .baseUrl(node.url())
                .build()
                .get()
                .uri(path)
                .header("Authorization", "Bearer " + token(caller))
                .exchange()
                .expectStatus()
                .isOk()
                .expectBody(String.class)
                .returnResult()
                .getResponseBody());
    }

    private static String token(String user) {
        return stack.services().tokens().tokenOf(user);
    }
}

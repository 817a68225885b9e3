package io.chatspace.presence;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.chatspace.contracts.RedisNames;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// A node that ends in good order, and one that is asked for more than it can do.
class DrainIT {
    private static final String POLLING = "/socket.io/?EIO=4&transport=polling";
    private final HttpClient http = HttpClient.newHttpClient();
    private PresenceStack stack;
    private RedisSide redis;

    @BeforeEach
    void start() {
        stack = new PresenceStack("--chatspace.presence.node.capacity=40");
        redis = stack.redis();
    }

    @AfterEach
    void stop() {
        redis.close();
        stack.close();
        http.close();
    }

    @Test
    void aNodeThatStopsShouldMoveItsClientsAndHandItsLeaseBack() throws Exception {
        var alice = stack.services().signUp();
        var bob = stack.services().signUp();
        var watching = stack.device(stack.b(), alice).connect();
        var devices = IntStream.range(0, 10)
                .mapToObj(_ -> stack.device(stack.a(), bob).connect())
                .toList();
        watching.seesOnline(bob);
        var sid = open(stack.a());
        var poll = later(stack.a(), POLLING + "&sid=" + sid);

        var stopping = CompletableFuture.runAsync(stack.a()::close);
        await().until(() -> draining("a"));
        var last = new long[2];
        await().until(() -> {
            var gone =
                    devices.stream().filter(device -> device.log().size() > 1).count();
            last[0] = gone > 0 && last[0] == 0 ? System.nanoTime() : last[0];
            return gone == 10;
        });
        var spread = Duration.ofNanos(System.nanoTime() - last[0]);

        // Its open poll was answered with a close packet, and it ended well within its time.
        var answer = poll.get(5, TimeUnit.SECONDS);
        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.body()).endsWith("1");
        assertThat(spread).isGreaterThan(Duration.ofMillis(300));
        stopping.get(15, TimeUnit.SECONDS);
        devices.forEach(device -> assertThat(device.log().get(1)).startsWith("disconnect: transport"));
        assertThat(redis.commands().zscore(RedisNames.NODE_LEASES, "a")).isNull();
        assertThat(redis.commands().exists(RedisNames.nodeUsers("a"))).isZero();
        watching.seesOffline(bob);
    }

    @Test
    void aNodeThatDrainsShouldTakeNoNewSessions() throws Exception {
        var devices = IntStream.range(0, 5)
                .mapToObj(
                        _ -> stack.device(stack.a(), stack.services().signUp()).connect())
                .toList();
        var stopping = CompletableFuture.runAsync(stack.a()::close);
        await().until(() -> devices.stream().anyMatch(device -> device.log().size() > 1));

        var refused = later(stack.a(), POLLING).get(5, TimeUnit.SECONDS);

        assertThat(refused.statusCode()).isEqualTo(503);
        assertThat(refused.headers().firstValue("retry-after")).hasValue("1");
        stopping.get(15, TimeUnit.SECONDS);
    }

    @Test
    void aFullNodeShouldSayWhenToComeBack() throws Exception {
        for (int i = 0; i < 40; i++) {
            open(stack.b());
        }

        var refused = later(stack.b(), POLLING).get(5, TimeUnit.SECONDS);

        assertThat(refused.statusCode()).isEqualTo(503);
        assertThat(refused.body()).isEqualTo("{\"code\":6,\"message\":\"Service unavailable\"}");
        assertThat(refused.headers().firstValue("retry-after")).hasValue("1");
    }

    private boolean draining(String node) {
        var info = redis.commands().hget(RedisNames.NODE_INFO, node);
        return info == null || info.contains("\"draining\":true");
    }

    /// A polling session; its id.
    private String open(PresenceNode node) throws Exception {
        var answer = later(node, POLLING).get(5, TimeUnit.SECONDS);
        assertThat(answer.statusCode()).isEqualTo(200);
        return answer.body().replaceAll(".*\"sid\":\"([^\"]+)\".*", "$1");
    }

    private CompletableFuture<HttpResponse<String>> later(PresenceNode node, String path) {
        return http.sendAsync(
                HttpRequest.newBuilder(URI.create(node.url() + path)).build(), BodyHandlers.ofString());
    }
}

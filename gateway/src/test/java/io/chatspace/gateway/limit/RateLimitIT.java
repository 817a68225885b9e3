package io.chatspace.gateway.limit;

import static org.assertj.core.api.Assertions.assertThat;

import io.chatspace.gateway.GatewayApplication;
import io.chatspace.kit.test.OwnedProcess;
import io.chatspace.kit.test.RealRedis;
import io.chatspace.kit.test.TestTokens;
import io.micrometer.core.instrument.MeterRegistry;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.springframework.context.ConfigurableApplicationContext;
import reactor.core.publisher.Mono;
import reactor.netty.DisposableServer;
import reactor.netty.http.server.HttpServer;

/// Two gateways on one real Redis, with buckets that hold three and gain one a second.
class RateLimitIT {
    private static final TestTokens TOKENS = new TestTokens();
    private static final HttpClient CLIENT = HttpClient.newHttpClient();
    private static final int BURST = 3;

    /// All are closed at the end: the first that closes takes the threads of all with it.
    private static final List<ConfigurableApplicationContext> GATEWAYS = new ArrayList<>();

    private static RealRedis redis;
    private static DisposableServer backend;
    private static ConfigurableApplicationContext one;
    private static ConfigurableApplicationContext two;
    private static int callers;
    private static int calls;

    @BeforeAll
    static void start() {
        redis = RealRedis.start(OwnedProcess.freePort());
        backend = HttpServer.create()
                .host("127.0.0.1")
                .port(0)
                .handle((request, response) -> request.uri().startsWith("/.well-known")
                        ? response.sendString(Mono.just(TOKENS.jwks()))
                        : response.sendString(Mono.just("served")))
                .bindNow();
        one = gateway(redis.url(), "on");
        two = gateway(redis.url(), "on");
        Awaitility.await().atMost(Duration.ofSeconds(20)).until(() -> bypassed(one, "/api/auth/login", address()) == 0);
        Awaitility.await().atMost(Duration.ofSeconds(20)).until(() -> bypassed(two, "/api/auth/login", address()) == 0);
    }

    @AfterAll
    static void stop() {
        GATEWAYS.forEach(ConfigurableApplicationContext::close);
        backend.disposeNow();
        redis.close();
    }

    @Test
    void anAddressShouldBeRefusedWhenItsBucketIsEmptyAndOthersServed() throws Exception {
        var address = address();

        assertThat(statuses(one, "/api/auth/login", BURST, address)).containsOnly(200);
        var refused = untilRefused(one, "/api/auth/login", () -> address);

        assertThat(refused.statusCode()).isEqualTo(429);
        assertThat(refused.headers().firstValue("Retry-After")).contains("1");
        assertThat(refused.body())
                .isEqualTo("{\"success\":false,\"message\":\"Too many requests, please slow down\","
                        + "\"code\":\"rate_limited\"}");
        assertThat(call(one, "/api/auth/login", address()).statusCode()).isEqualTo(200);
        assertThat(call(one, "/api/auth/signup", address).statusCode()).isEqualTo(200);
    }

    @Test
    void gatewaysShouldCountTogether() throws Exception {
        var address = address();

        assertThat(statuses(one, "/api/auth/refresh", BURST, address)).containsOnly(200);

        assertThat(untilRefused(two, "/api/auth/refresh", () -> address).statusCode())
                .isEqualTo(429);
        assertThat(calls).isLessThan(BURST);
    }

    @Test
    void aUserShouldBeCountedWhereverItCallsFrom() throws Exception {
        var bearer = "Bearer " + TOKENS.tokenOf("65f0a0a0a0a0a0a0a0a0a0a1");
        var other = "Bearer " + TOKENS.tokenOf("65f0a0a0a0a0a0a0a0a0a0a2");

        for (int i = 0; i < BURST; i++) {
            assertThat(call(one, "/api/ai/chat", address(), "Authorization", bearer)
                            .statusCode())
                    .isEqualTo(200);
        }

        assertThat(untilRefused(one, "/api/ai/chat", RateLimitIT::address, "Authorization", bearer)
                        .statusCode())
                .isEqualTo(429);
        assertThat(call(one, "/api/ai/chat", address(), "Authorization", other).statusCode())
                .isEqualTo(200);
    }

    @Test
    void uploadsShouldHaveABucketOfTheirOwn() throws Exception {
        var bearer = "Bearer " + TOKENS.tokenOf("65f0a0a0a0a0a0a0a0a0a0a3");
        String[] upload = {"Authorization", bearer, "Content-Type", "multipart/form-data; boundary=x"};

        for (int i = 0; i < BURST; i++) {
            assertThat(call(one, "/api/messages/send/x", address(), upload).statusCode())
                    .isEqualTo(200);
        }

        assertThat(untilRefused(one, "/api/messages/send/x", RateLimitIT::address, upload)
                        .statusCode())
                .isEqualTo(429);
        assertThat(call(one, "/api/messages/send/x", address(), "Authorization", bearer)
                        .statusCode())
                .isEqualTo(200);
    }

    @Test
    void withoutRedisEveryoneShouldBeLetThroughAndItShouldBeCounted() throws Exception {
        var own = RealRedis.start(OwnedProcess.freePort());
        var gateway = gateway(own.url(), "on");
        own.close();

        assertThat(statuses(gateway, "/api/auth/login", 2 * BURST, address())).containsOnly(200);

        assertThat(count(gateway)).isEqualTo(2 * BURST);
    }

    @Test
    void offShouldLimitNobody() throws Exception {
        var gateway = gateway(redis.url(), "off");

        assertThat(statuses(gateway, "/api/auth/login", 2 * BURST, address())).containsOnly(200);
    }

    private static ConfigurableApplicationContext gateway(String redisUrl, String limits) {
        var arguments = new ArrayList<>(List.of(
                "--server.port=0",
                "--spring.data.redis.url=" + redisUrl,
                "--chatspace.auth.url=http://127.0.0.1:" + backend.port(),
                "--chatspace.message.url=http://127.0.0.1:" + backend.port(),
                "--chatspace.presence.url=http://127.0.0.1:" + backend.port(),
                "--chatspace.gateway.trusted-proxies=127.0.0.1",
                "--chatspace.gateway.limits.enabled=" + limits));
        for (String budget : List.of("login", "signup", "refresh", "upload", "assistant")) {
            arguments.add("--chatspace.gateway.limits.rates." + budget + ".per-second=1");
            arguments.add("--chatspace.gateway.limits.rates." + budget + ".burst=" + BURST);
        }
        var gateway = GatewayApplication.application().run(arguments.toArray(String[]::new));
        GATEWAYS.add(gateway);
        return gateway;
    }

    /// An address that no other test has.
    private static String address() {
        callers++;
        return "192.0.2." + callers;
    }

    /// The first refusal: a slow machine lets a bucket gain some meanwhile.
    private static HttpResponse<String> untilRefused(
            ConfigurableApplicationContext gateway, String path, Supplier<String> address, String... headers)
            throws Exception {
        calls = 0;
        var response = call(gateway, path, address.get(), headers);
        while (response.statusCode() == 200 && calls < 20) {
            calls++;
            response = call(gateway, path, address.get(), headers);
        }
        return response;
    }

    private static List<Integer> statuses(
            ConfigurableApplicationContext gateway, String path, int times, String address) throws Exception {
        var statuses = new ArrayList<Integer>();
        for (int i = 0; i < times; i++) {
            statuses.add(call(gateway, path, address).statusCode());
        }
        return statuses;
    }

    /// How many more were not counted after one more call.
    private static double bypassed(ConfigurableApplicationContext gateway, String path, String address)
            throws Exception {
        double before = count(gateway);
        call(gateway, path, address);
        return count(gateway) - before;
    }

    private static double count(ConfigurableApplicationContext gateway) {
        return gateway.getBean(MeterRegistry.class)
                .get("chatspace.gateway.limits.bypassed")
                .counter()
                .count();
    }

    private static HttpResponse<String> call(
            ConfigurableApplicationContext gateway, String path, String address, String... headers) throws Exception {
        var port = gateway.getEnvironment().getProperty("local.server.port");
        var request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
                .POST(BodyPublishers.ofString("{}"))
                .header("X-Forwarded-For", address);
        if (headers.length > 0) {
            request.headers(headers);
        }
        return CLIENT.send(request.build(), BodyHandlers.ofString());
    }
}

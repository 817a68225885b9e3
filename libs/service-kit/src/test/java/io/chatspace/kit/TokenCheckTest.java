package io.chatspace.kit;

import static org.assertj.core.api.Assertions.assertThat;

import io.chatspace.kit.error.DomainError;
import io.chatspace.kit.error.ErrorKind;
import io.chatspace.kit.security.Caller;
import io.chatspace.kit.security.KeySource;
import io.chatspace.kit.security.PublicPaths;
import io.chatspace.kit.test.TestTokens;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.boot.webtestclient.autoconfigure.AutoConfigureWebTestClient;
import org.springframework.context.annotation.Bean;
import org.springframework.http.MediaType;
import org.springframework.test.web.reactive.server.WebTestClient;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RestController;
import reactor.core.publisher.Mono;

@SpringBootTest(
        webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT,
        properties = {
            "spring.autoconfigure.exclude=org.springframework.boot.data.redis.autoconfigure.DataRedisAutoConfiguration",
            "spring.main.web-application-type=reactive",
            "chatspace.auth.url=http://127.0.0.1:1"
        })
@AutoConfigureWebTestClient
class TokenCheckTest {
    private static final TestTokens TOKENS = new TestTokens();
    private static final String USER = "65f0a0a0a0a0a0a0a0a0a0a0";

    @Autowired
    private WebTestClient client;

    @LocalServerPort
    private int port;

    @Test
    void callerShouldBeTheTokensUserWhateverTheCaseOfTheScheme() {
        for (var scheme : new String[] {"Bearer", "bearer", "BEARER"}) {
            client.get()
                    .uri("/who")
                    .header("Authorization", scheme + " " + TOKENS.tokenOf(USER))
                    .exchange()
                    .expectStatus()
                    .isOk()
                    .expectBody(String.class)
                    .isEqualTo(USER);
        }
    }

    @Test
    void missingTokenShouldBeToldSo() {
        for (var header : new String[] {"", "Bearer", "Bearer ", "Basic abc", "Bearerx"}) {
            unauthorized(header, "Unauthorized - No token provided");
        }
    }

    @Test
    void badTokensShouldBeToldWhatIsWrong() {
        unauthorized("Bearer nonsense", "Unauthorized - Invalid token");
        unauthorized("Bearer " + new TestTokens().tokenOf(USER), "Unauthorized - Invalid token");
        unauthorized("Bearer " + TOKENS.expiredTokenOf(USER), "Unauthorized - Token expired");
    }

    @Test
    void publicPathShouldIgnoreAStaleToken() {
        client.get()
                .uri("/open")
                .header("Authorization", "Bearer stale")
                .exchange()
                .expectStatus()
                .isOk();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"/open/a%2Fb", "/open;x=1", "/open/%00", "/%2e%2e/open", "//open", "/open%0d%0aX-Injected:%20yes"
            })
    void pathThatNobodyAsksForShouldBe400InTheEnvelope(String path) throws Exception {
        try (var http = HttpClient.newHttpClient()) {
            var request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path));

            var answer = http.send(request.build(), HttpResponse.BodyHandlers.ofString());

            assertThat(answer.statusCode()).isEqualTo(400);
            assertThat(answer.body())
                    .isEqualTo("{\"success\":false,\"message\":\"Request could not be read\","
                            + "\"code\":\"malformed_request\"}");
            assertThat(answer.headers().map()).doesNotContainKey("x-injected");
        }
    }

    @Test
    void unknownPathShouldBe404InTheEnvelope() {
        client.get()
                .uri("/nowhere")
                .header("Authorization", "Bearer " + TOKENS.tokenOf(USER))
                .exchange()
                .expectStatus()
                .isNotFound()
                .expectBody()
                .json("{\"success\":false,\"message\":\"Not found\",\"code\":\"not_found\"}");
    }

    @Test
    void malformedJsonAndWrongTypesShouldBe400() {
        for (var body : new String[] {"{", "[]", "{\"a\":{\"$gt\":\"\"}}", "nul"}) {
            client.post()
                    .uri("/open")
                    .contentType(MediaType.APPLICATION_JSON)
                    .bodyValue(body)
                    .exchange()
                    .expectStatus()
                    .isBadRequest()
                    .expectBody()
                    .jsonPath("$.success")
                    .isEqualTo(false)
                    .jsonPath("$.code")
                    .isEqualTo("malformed_request");
        }
    }

    @Test
    void domainErrorShouldKeepItsTextAndSayWhenToRetry() {
        client.get()
                .uri("/open/busy")
                .exchange()
                .expectStatus()
                .isEqualTo(429)
                .expectHeader()
                .valueEquals("Retry-After", "7")
                .expectBody()
                .json("{\"success\":false,\"message\":\"Slow down\",\"code\":\"busy\"}");
    }

    @Test
    void unforeseenErrorShouldShowNothingOfItself() {
        var body = client.get()
                .uri("/open/bug")
                .exchange()
                .expectStatus()
                .isEqualTo(500)
                .expectBody(String.class)
                .returnResult()
                .getResponseBody();

        assertThat(body).contains("Internal server error").doesNotContain("secret");
    }

    @Test
    void problemDetailsShouldBeGivenToWhoAcceptsThem() {
        client.get()
                .uri("/open/busy")
                .accept(MediaType.APPLICATION_PROBLEM_JSON)
                .header("X-Request-Id", "abc-1")
                .exchange()
                .expectHeader()
                .contentType(MediaType.APPLICATION_PROBLEM_JSON)
                .expectHeader()
                .valueEquals("X-Request-Id", "abc-1")
                .expectBody()
                .json(
                        "{\"status\":429,\"title\":\"Too Many Requests\",\"detail\":\"Slow down\",\"requestId\":\"abc-1\"}");
    }

    private void unauthorized(String header, String message) {
        client.get()
                .uri("/who")
                .header("Authorization", header)
                .exchange()
                .expectStatus()
                .isUnauthorized()
                .expectBody()
                .jsonPath("$.message")
                .isEqualTo(message);
    }

    @SpringBootApplication
    @RestController
    static class Application {
        @Bean
        KeySource testKeys() {
            return TOKENS;
        }

        @Bean
        PublicPaths open() {
            return PublicPaths.of("/open/**");
        }

        @GetMapping("/who")
        Mono<String> who(Caller caller) {
            return Mono.just(caller.userId());
        }

        @GetMapping("/open")
        Mono<String> open(org.springframework.web.server.ServerWebExchange exchange) {
            return Mono.just("open");
        }

        record Body(String a) {}

        @PostMapping("/open")
        Mono<Map<String, String>> post(@RequestBody Body body) {
            return Mono.just(Map.of("a", String.valueOf(body.a())));
        }

        @GetMapping("/open/busy")
        Mono<String> busy() {
            return Mono.error(new Busy());
        }

        @GetMapping("/open/bug")
        Mono<String> bug() {
            return Mono.error(new IllegalStateException("secret"));
        }
    }

    static final class Busy extends DomainError {
        Busy() {
            super(ErrorKind.RATE_LIMITED, "busy", "Slow down");
        }

        @Override
        public Duration retryAfter() {
            return Duration.ofSeconds(7);
        }
    }
}

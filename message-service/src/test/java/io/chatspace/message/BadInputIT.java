package io.chatspace.message;

import static org.assertj.core.api.Assertions.assertThat;

import io.chatspace.contracts.UserView;
import io.chatspace.kit.test.RealMongo;
import io.chatspace.kit.test.RealRedis;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.core.io.ByteArrayResource;
import org.springframework.http.HttpMethod;
import org.springframework.http.MediaType;
import org.springframework.http.client.MultipartBodyBuilder;
import org.springframework.http.client.reactive.ClientHttpRequest;
import org.springframework.test.web.reactive.server.WebTestClient;
import org.springframework.web.reactive.function.BodyInserter;
import reactor.core.publisher.Mono;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// Whatever a client sends is answered with a clear 4xx in the envelope of the contract.
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class BadInputIT {
    private static final String EMPTY = "Either text or image is required";
    private static final String UNREADABLE =
            "Request could not be read: check the body, its Content-Type and the types of its fields";
    private static final String NOT_A_STRING = "text must be a string";

    private final StubAuth auth = new StubAuth();
    private MessageStack stack;
    private UserView alice;
    private UserView bob;

    @BeforeAll
    void start() {
        stack = MessageStack.start(auth, RealMongo.uri(), RealRedis.uri());
        alice = auth.signUp("Alice");
        bob = auth.signUp("Bob");
    }

    @AfterAll
    void stop() {
        stack.close();
        auth.close();
    }

    static Stream<Arguments> refusedBodies() {
        return Stream.of(
                Arguments.of("application/json", "{}", EMPTY),
                Arguments.of("application/json", "", EMPTY),
                Arguments.of("application/json", "{\"text\":\"\"}", EMPTY),
                Arguments.of("application/json", "{\"text\":null}", EMPTY),
                Arguments.of("application/json", "{\"text\":\" \\n\\t \"}", EMPTY),
                Arguments.of("application/json", "{\"image\":\"data:image/png;base64,AAAA\"}", EMPTY),
                Arguments.of("application/json", "{\"text\":{\"$gt\":\"\"}}", NOT_A_STRING),
                Arguments.of("application/json", "{\"text\":[\"a\"]}", NOT_A_STRING),
                Arguments.of("application/json", "{\"text\":5}", NOT_A_STRING),
                Arguments.of("application/json", "{\"text\":true}", NOT_A_STRING),
                Arguments.of("application/json", "{\"text\":\"\\ud800\"}", "text is not valid Unicode"),
                Arguments.of("application/json", "[]", "The body must be a JSON object"),
                Arguments.of("application/json", "\"text\"", "The body must be a JSON object"),
                Arguments.of("application/json", "null", "The body must be a JSON object"),
                Arguments.of("application/json", "{\"text\":", UNREADABLE),
                Arguments.of("application/json", "{\"text\":\"a\"} x", UNREADABLE),
                Arguments.of("application/json", "text=a", UNREADABLE),
                Arguments.of("application/json", "[".repeat(5000), UNREADABLE),
                Arguments.of(
                        "application/json",
                        "{\"text\":\"a\",\"clientMessageId\":{\"$ne\":1}}",
                        "clientMessageId must be a string"),
                Arguments.of(
                        "application/json",
                        "{\"text\":\"a\",\"clientMessageId\":\"a b\"}",
                        "clientMessageId must be 1 to 64 printable ASCII characters without blanks"),
                Arguments.of(
                        "application/json",
                        "{\"text\":\"a\",\"clientMessageId\":\"" + "x".repeat(65) + "\"}",
                        "clientMessageId must be 1 to 64 printable ASCII characters without blanks"),
                Arguments.of("application/x-www-form-urlencoded", "", EMPTY),
                Arguments.of("application/x-www-form-urlencoded", "text=+", EMPTY),
                Arguments.of("application/x-www-form-urlencoded", "text[$gt]=", EMPTY),
                Arguments.of("application/x-www-form-urlencoded", "text=a&text=b", NOT_A_STRING),
                Arguments.of("application/x-www-form-urlencoded", "text=%zz", UNREADABLE),
                Arguments.of(null, "", EMPTY),
                Arguments.of("multipart/form-data; boundary=x", "--x--\r\n", EMPTY),
                Arguments.of("multipart/form-data; boundary=x", "", UNREADABLE),
                Arguments.of("multipart/form-data", "--x--\r\n", UNREADABLE),
                Arguments.of(
                        "multipart/form-data; boundary=x",
                        "--x\r\nContent-Disposition: form-data; name=\"text\"\r\n\r\ncut",
                        UNREADABLE));
    }

    @ParameterizedTest
    @MethodSource("refusedBodies")
    void sendShouldRefuse(@Nullable String contentType, String body, String message) {
        var answer = send(alice, bob.id(), contentType, body, 400);

        assertThat(answer.get("success").booleanValue()).isFalse();
        assertThat(answer.get("message").stringValue()).isEqualTo(message);
        assertThat(answer.get("code").stringValue()).isNotBlank();
        assertThat(stack.history(bob, alice)).isEmpty();
    }

    @Test
    void sendShouldTakeATextAtTheLimitAndNameTheLimitOverIt() {
        var carol = auth.signUp("Carol");
        var atLimit = "\uD83D\uDE00".repeat(20_000);

        send(alice, carol.id(), "application/json", "{\"text\":\"" + atLimit + "\"}", 201);
        var refused = send(alice, carol.id(), "application/json", "{\"text\":\"" + atLimit + "x\"}", 400);

        assertThat(refused.get("message").stringValue()).isEqualTo("text is longer than 20000 characters");
        assertThat(refused.get("code").stringValue()).isEqualTo("text_too_long");
    }

    @Test
    void sendShouldRefuseMoreThanTwoMegabytes() {
        var big = "{\"text\":\"" + "x".repeat(2 * 1024 * 1024) + "\"}";

        var answer = send(alice, bob.id(), "application/json", big, 413);

        assertThat(answer.get("code").stringValue()).isEqualTo("too_large");
        assertThat(send(alice, bob.id(), "application/x-www-form-urlencoded", "text=" + big, 413)
                        .get("code")
                        .stringValue())
                .isEqualTo("too_large");
    }

    @Test
    void sendShouldRefuseAnotherContentType() {
        assertThat(send(alice, bob.id(), "text/plain", "hello", 415).get("code").stringValue())
                .isEqualTo("unsupported_media_type");
    }

    @Test
    void sendShouldRefuseAnUnknownReceiver() {
        var answer = send(alice, MessageStack.newId(), "application/json", "{\"text\":\"x\"}", 404);

        assertThat(answer)
                .hasToString("{\"success\":false,\"message\":\"User not found\",\"code\":\"user_not_found\"}");
    }

    @Test
    void sendShouldRefuseAFileOfAnotherName() {
        var parts = new MultipartBodyBuilder();
        parts.part("text", "x");
        parts.part("file", new ByteArrayResource("x".getBytes(StandardCharsets.UTF_8)))
                .filename("a.png");

        stack.as(alice)
                .post()
                .uri("/api/messages/send/" + bob.id())
                .bodyValue(parts.build())
                .exchange()
                .expectStatus()
                .isBadRequest()
                .expectBody()
                .jsonPath("$.message")
                .isEqualTo("Unexpected file: one, named image, is taken");
    }

    @ParameterizedTest
    @ValueSource(strings = {"1", "zzzzzzzzzzzzzzzzzzzzzzzz", "%7B%22$gt%22:%22%22%7D", "6b0528c58ab9000f97f4c3411"})
    void everyPathShouldRefuseAMalformedId(String id) {
        for (var answer : new JsonNode[] {
            send(alice, id, "application/json", "{\"text\":\"x\"}", 400),
            call(HttpMethod.GET, "/api/messages/" + id, 400),
            call(HttpMethod.PUT, "/api/messages/seen/" + id, 400)
        }) {
            assertThat(answer.get("code").stringValue()).isEqualTo("malformed_id");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"limit=0", "limit=-1", "limit=a", "limit=", "limit=99999999999", "before=x", "before="})
    void historyShouldRefuseAPageThatCannotBe(String query) {
        var answer = call(HttpMethod.GET, "/api/messages/" + bob.id() + "?" + query, 400);

        assertThat(answer.get("code").stringValue()).isEqualTo("invalid");
    }

    @Test
    void historyShouldRefuseAPageBeforeAMessageOfAnotherConversation() {
        var other = stack.send(alice, auth.signUp("Dora"), "x");

        var answer = call(HttpMethod.GET, "/api/messages/" + bob.id() + "?before=" + other.id(), 400);

        assertThat(answer.get("message").stringValue()).isEqualTo("before is not a message of this conversation");
    }

    @Test
    void seenShouldNotKnowAnUnknownMessage() {
        var answer = call(HttpMethod.PUT, "/api/messages/seen/" + MessageStack.newId(), 404);

        assertThat(answer.get("code").stringValue()).isEqualTo("message_not_found");
    }

    @Test
    void whatIsNotThereShouldBeAnsweredInTheEnvelope() {
        assertThat(call(HttpMethod.GET, "/api/nothing", 404).get("code").stringValue())
                .isEqualTo("not_found");
        assertThat(call(HttpMethod.DELETE, "/api/messages/" + bob.id(), 405)
                        .get("code")
                        .stringValue())
                .isEqualTo("method_not_allowed");
    }

    @Test
    void everyPathShouldAskForAToken() {
        for (var path : new String[] {"/api/messages/users", "/api/messages/" + bob.id()}) {
            stack.http()
                    .get()
                    .uri(path)
                    .exchange()
                    .expectStatus()
                    .isUnauthorized()
                    .expectBody()
                    .jsonPath("$.message")
                    .isEqualTo("Unauthorized - No token provided");
        }
        stack.http()
                .get()
                .uri("/api/messages/users")
                .headers(headers -> headers.setBearerAuth(auth.tokens().expiredTokenOf(alice.id())))
                .exchange()
                .expectStatus()
                .isUnauthorized()
                .expectBody()
                .jsonPath("$.message")
                .isEqualTo("Unauthorized - Token expired");
    }

    private JsonNode send(UserView from, String to, @Nullable String contentType, String body, int status) {
        var request = stack.as(from).post().uri(URI.create(stack.url() + "/api/messages/send/" + to));
        if (contentType != null) {
            request = request.header("Content-Type", contentType);
        }
        var sent = body.isEmpty() ? request : request.body(bytes(body));
        return read(sent.exchange(), status);
    }

    private static BodyInserter<?, ? super ClientHttpRequest> bytes(String body) {
        return (message, _) -> {
            var buffer = message.bufferFactory().wrap(body.getBytes(StandardCharsets.UTF_8));
            return message.writeWith(Mono.just(buffer));
        };
    }

    private JsonNode call(HttpMethod method, String path, int status) {
        var uri = URI.create(stack.url() + path);
        return read(
                stack.as(alice)
                        .method(method)
                        .uri(uri)
                        .accept(MediaType.APPLICATION_JSON)
                        .exchange(),
                status);
    }

    private static JsonNode read(WebTestClient.ResponseSpec response, int status) {
        var body = response.expectStatus()
                .isEqualTo(status)
                .expectBody(String.class)
                .returnResult()
                .getResponseBody();
        return new JsonMapper().readTree(body == null ? "" : body);
    }
}

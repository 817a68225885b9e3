package io.chatspace.message;

import static org.awaitility.Awaitility.await;

import io.chatspace.contracts.TokenClaims;
import io.chatspace.contracts.UserView;
import io.chatspace.kit.test.AuthorisationMatrix;
import io.chatspace.kit.test.AuthorisationMatrix.Scene;
import io.chatspace.kit.test.MappedEndpoints;
import io.chatspace.kit.test.MatrixRow;
import io.chatspace.kit.test.RealMongo;
import io.chatspace.kit.test.RealRedis;
import io.chatspace.kit.test.RefusedTokens;
import io.chatspace.kit.test.RevokedSession;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.springframework.data.redis.core.ReactiveStringRedisTemplate;

/// Every endpoint of this service against every kind of caller. The secret is the text of a message from
/// the sender to
/// the receiver.
class AuthorisationMatrixIT {
    private static final String SENDER = "sender";
    private static final String RECEIVER = "receiver";
    private static final String OTHER = "other";
    private static final String ADMIN = "admin";
    private static final String UNKNOWN_PICTURE = "00000000000000000000000000000000";

    private static final List<MatrixRow> ROWS = List.of(
            all("GET /api/messages/users", 200),
            // Of the conversation of the receiver and whoever asks.
            all("GET /api/messages/{userId}", 200).readBy(SENDER),
            all("POST /api/messages/send/{userId}", 201).sending("{\"text\":\"hello\"}"),
            row("PUT /api/messages/seen/{id}", 404, 200, 404, 404),
            // Ids of what is not to the caller change nothing.
            all("POST /api/messages/delivered", 200).sending("{\"messageIds\":[\"<id>\"]}"),
            all("GET /api/messages/changes", 200).asking("?from=0").readBy(SENDER, RECEIVER),
            all("GET /api/messages/uploads", 200),
            row("POST /api/messages/uploads", 403, 403, 403, 200).sending("{\"enabled\":true}"),
            all("GET /api/ai/limiter", 200),
            row("POST /api/ai/limiter", 403, 403, 403, 200).sending("{\"enabled\":false}"),
            // Off, for everybody.
            all("POST /api/ai/chat", 503).sending("{\"prompt\":\"hello\"}"),
            all("POST /api/media", 400).sending("multipart/form-data; boundary=x", "--x--\r\n"),
            MatrixRow.open("GET /api/media/{id}", 404),
            MatrixRow.open("GET /api/media/{id}/thumb", 404));

    @Test
    void everyEndpointShouldKeepItsDoor() throws Exception {
        try (var auth = new StubAuth();
                var stack = MessageStack.start(auth, RealMongo.uri(), RealRedis.uri())) {
            var matrix = new AuthorisationMatrix(
                    stack.url(), refused(auth, stack), ROWS, endpoint -> scene(auth, stack, endpoint));

            matrix.check(MappedEndpoints.of(stack.context()));
        }
    }

    private static Scene scene(StubAuth auth, MessageStack stack, String endpoint) {
        var sender = auth.signUp("Sender");
        var receiver = auth.signUp("Receiver");
        var secret = "secret " + MessageStack.newId();
        var message = stack.send(sender, receiver, secret);
        var tokens = Map.of(
                SENDER,
                stack.tokenOf(sender),
                RECEIVER,
                stack.tokenOf(receiver),
                OTHER,
                stack.tokenOf(auth.signUp("Other")),
                ADMIN,
                auth.tokens().adminTokenOf(auth.signUp("Admin").id()));
        var id = endpoint.contains("/media/") ? UNKNOWN_PICTURE : message.id();
        return new Scene(tokens, Map.of("userId", receiver.id(), "id", id), secret);
    }

    private static Map<String, String> refused(StubAuth auth, MessageStack stack) {
        var user = auth.signUp("Refused");
        var ended = auth.tokens().tokenOf(user.id(), claims -> claims.claim(TokenClaims.SESSION_ID, "ended"));
        RevokedSession.tell(stack.bean(ReactiveStringRedisTemplate.class), user.id(), "ended");
        await().atMost(Duration.ofSeconds(10)).until(() -> status(stack, user, ended) == 401);
        return RefusedTokens.of(auth.tokens(), user.id(), ended);
    }

    private static int status(MessageStack stack, UserView user, String token) {
        return stack.http()
                .get()
                .uri("/api/messages/" + user.id())
                .headers(headers -> headers.setBearerAuth(token))
                .exchange()
                .expectBody()
                .returnResult()
                .getStatus()
                .value();
    }

    private static MatrixRow all(String endpoint, int status) {
        return row(endpoint, status, status, status, status);
    }

    private static MatrixRow row(String endpoint, int sender, int receiver, int other, int admin) {
        return MatrixRow.guarded(endpoint, Map.of(SENDER, sender, RECEIVER, receiver, OTHER, other, ADMIN, admin));
    }
}

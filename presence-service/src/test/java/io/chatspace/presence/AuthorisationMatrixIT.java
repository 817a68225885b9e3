package io.chatspace.presence;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.chatspace.contracts.SocketEvents;
import io.chatspace.contracts.TokenClaims;
import io.chatspace.kit.test.AuthorisationMatrix;
import io.chatspace.kit.test.AuthorisationMatrix.Scene;
import io.chatspace.kit.test.MappedEndpoints;
import io.chatspace.kit.test.MatrixRow;
import io.chatspace.kit.test.RefusedTokens;
import io.chatspace.kit.test.RevokedSession;
import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.time.Duration;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.springframework.data.redis.core.ReactiveStringRedisTemplate;
import tools.jackson.databind.json.JsonMapper;

/// Every endpoint of this service, and every event that a client may send, against every kind of caller.
class AuthorisationMatrixIT {
    private static final String ERROR = "Authentication error: ";
    private static final JsonMapper JSON = new JsonMapper();
    private static PresenceStack stack;
    private static Map<String, String> refused;

    private static final List<MatrixRow> ROWS = List.of(
            MatrixRow.guarded("GET /api/presence/online", Map.of("user", 200, "other", 200, "admin", 200)),
            MatrixRow.guarded("GET /api/presence/{userId}", Map.of("user", 200, "other", 200, "admin", 200)),
            MatrixRow.guarded("GET /api/admin/nodes", Map.of("user", 403, "other", 403, "admin", 200)),
            MatrixRow.guarded("POST /api/admin/nodes/{id}/drain", Map.of("user", 403, "other", 403, "admin", 200)),
            MatrixRow.guarded("DELETE /api/admin/nodes/{id}/drain", Map.of("user", 403, "other", 403, "admin", 200)));

    /// What a client of the first contract or of ours may send, with arguments that it would be heard for.
    private static final Map<String, Function<String, String>> EVENTS = Map.of(
            SocketEvents.TYPING, victim -> "{\"to\":\"" + victim + "\",\"active\":true}",
            SocketEvents.MESSAGE_SEND, victim -> "{\"to\":\"" + victim + "\",\"text\":\"slipped in\"}",
            SocketEvents.PRESENCE_WATCH, victim -> "[\"" + victim + "\"]");

    private static final Set<String> FROM_THE_SERVER = Set.of(
            SocketEvents.ONLINE_USERS,
            SocketEvents.NEW_MESSAGE,
            SocketEvents.AI_STATUS_CHANGED,
            SocketEvents.UPLOADS_STATUS_CHANGED,
            SocketEvents.MESSAGE_SENT,
            SocketEvents.MESSAGE_DELIVERED,
            SocketEvents.MESSAGE_SEEN,
            SocketEvents.AI_DELTA,
            SocketEvents.PRESENCE_DIFF,
            SocketEvents.AUTH_EXPIRING,
            SocketEvents.RATE_LIMITED,
            SocketEvents.PUSH_OFFSET);

    @BeforeAll
    static void start() {
        stack = new PresenceStack();
        var user = stack.services().signUp();
        var ended = stack.services().tokens().tokenOf(user, claims -> claims.claim(TokenClaims.SESSION_ID, "ended"));
        RevokedSession.tell(stack.a().context().getBean(ReactiveStringRedisTemplate.class), user, "ended");
        refused = RefusedTokens.of(stack.services().tokens(), user, ended);
        await().until(() -> {
            try (var wire = Wire.open(stack.a().port())) {
                return wire.send("40{\"token\":\"" + ended + "\"}").next().startsWith("44");
            }
        });
    }

    @AfterAll
    static void stop() {
        stack.close();
    }

    @Test
    void everyEndpointShouldKeepItsDoor() throws Exception {
        var matrix = new AuthorisationMatrix(stack.a().url(), refused, ROWS, _ -> scene());

        matrix.check(MappedEndpoints.of(stack.a().context()));
    }

    private static Scene scene() {
        var tokens = stack.services().tokens();
        var user = stack.services().signUp();
        var callers = Map.of(
                "user", tokens.tokenOf(user),
                "other", tokens.tokenOf(stack.services().signUp()),
                "admin", tokens.adminTokenOf(stack.services().signUp()));
        return new Scene(callers, Map.of("userId", user, "id", "b"), "no secret here");
    }

    @Test
    void everyEventShouldHaveARow() {
        var known = Stream.concat(EVENTS.keySet().stream(), FROM_THE_SERVER.stream())
                .collect(Collectors.toSet());
        var all = Arrays.stream(SocketEvents.class.getFields())
                .filter(field -> Modifier.isStatic(field.getModifiers()))
                .map(AuthorisationMatrixIT::valueOf)
                .collect(Collectors.toSet());

        assertThat(known).isEqualTo(all);
    }

    @Test
    void noEventShouldBeHeardFromWhoWasRefused() {
        var victim = stack.services().signUp();
        var watching =
                stack.device(stack.a(), victim).hears(SocketEvents.TYPING).connect();

        for (var attempt : refusedConnects().entrySet()) {
            for (var event : EVENTS.keySet()) {
                var what = event + " with " + attempt.getKey();
                var connect = attempt.getValue();
                try (var wire = Wire.open(stack.a().port())) {
                    var answer = wire.send("4" + connect.packet()).next();

                    assertThat(answer).as(what).startsWith("44" + connect.namespace());
                    assertThat(JSON.readTree(answer.substring(answer.indexOf('{'))))
                            .as(what)
                            .isEqualTo(JSON.createObjectNode().put("message", connect.text()));

                    wire.send(packet(connect.namespace(), event, victim));
                    assertThat(wire.closed()).as(what).isTrue();
                    assertThat(wire.rest()).as(what).isEmpty();
                }
                // The event right behind the CONNECT, before anybody has looked at the token.
                try (var wire = Wire.open(stack.a().port())) {
                    wire.send("4" + connect.packet()).send(packet(connect.namespace(), event, victim));

                    assertThat(wire.closed()).as(what).isTrue();
                    assertThat(wire.rest()).as(what).noneMatch(packet -> packet.startsWith("43"));
                }
            }
        }

        nothingHappened(watching, victim);
    }

    @Test
    void eventBeforeAConnectShouldEndTheConnection() {
        var victim = stack.services().signUp();
        var watching =
                stack.device(stack.a(), victim).hears(SocketEvents.TYPING).connect();

        for (var event : EVENTS.keySet()) {
            for (var namespace : List.of("", "/admin,")) {
                try (var wire = Wire.open(stack.a().port())) {
                    wire.send(packet(namespace, event, victim));

                    assertThat(wire.closed()).as(event).isTrue();
                    assertThat(wire.rest()).as(event).isEmpty();
                }
            }
        }

        nothingHappened(watching, victim);
    }

    @Test
    void everyEventShouldBeHeardFromWhoWasLetIn() {
        var victim = stack.services().signUp();
        var watching =
                stack.device(stack.a(), victim).hears(SocketEvents.TYPING).connect();
        var token = stack.services().tokens().tokenOf(stack.services().signUp());
        int sent = stack.services().sent().size();

        for (var event : EVENTS.keySet()) {
            try (var wire = Wire.open(stack.a().port())) {
                assertThat(wire.send("40{\"token\":\"" + token + "\"}").next()).startsWith("40{");
                wire.send(packet("", event, victim));
                if (!event.equals(SocketEvents.TYPING)) {
                    await().until(() -> wire.next().startsWith("437"));
                }
            }
        }

        await().until(() ->
                watching.others().size() == 1 && stack.services().sent().size() == sent + 1);
    }

    /// @param namespace as packets spell it
    private record Connect(String packet, String namespace, String text) {}

    private static Map<String, Connect> refusedConnects() {
        var connects = new LinkedHashMap<String, Connect>();
        refused.forEach((kind, token) -> {
            var auth = token.isEmpty() ? "" : "{\"token\":\"" + token + "\"}";
            connects.put(kind, new Connect("0" + auth, "", ERROR + RefusedTokens.reason(kind)));
        });
        var tokens = stack.services().tokens();
        connects.put(
                "a user who is gone",
                new Connect("0{\"token\":\"" + tokens.tokenOf(Ids.next()) + "\"}", "", ERROR + "User not found"));
        var good = tokens.adminTokenOf(stack.services().signUp());
        connects.put(
                "another namespace",
                new Connect("0/admin,{\"token\":\"" + good + "\"}", "/admin,", "Invalid namespace"));
        return connects;
    }

    private static String packet(String namespace, String event, String victim) {
        var argument = EVENTS.getOrDefault(event, _ -> "").apply(victim);
        return "42" + namespace + "7[\"" + event + "\"," + argument + "]";
    }

    private static void nothingHappened(Device watching, String victim) {
        await().during(Duration.ofMillis(300))
                .atMost(Duration.ofSeconds(3))
                .until(() -> watching.others().isEmpty());
        assertThat(stack.services().sent())
                .noneMatch(body -> body.path("text").asString("").equals("slipped in")
                        && body.path("to").asString("").equals(victim));
    }

    private static String valueOf(Field field) {
        try {
            return String.valueOf(field.get(null));
        } catch (IllegalAccessException e) {
            throw new AssertionError(e);
        }
    }
}

package io.chatspace.presence;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.json.JSONArray;
import org.json.JSONObject;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/// What clients send over their sockets.
class ClientEventsIT {
    private static PresenceStack stack;

    @BeforeAll
    static void start() {
        stack = new PresenceStack("--chatspace.presence.events.burst=30", "--chatspace.presence.events.excess=10");
    }

    @AfterAll
    static void stop() {
        stack.close();
    }

    @Test
    void aSendShouldBePostedInTheSendersNameAndAnsweredWithItsAnswer() throws Exception {
        var alice = stack.services().signUp();
        var bob = stack.services().signUp();
        var device = stack.device(stack.a(), alice).connect();

        var answer = device.ask("message:send", send(bob, "hello").put("clientMessageId", "c1"));

        assertThat(answer.getBoolean("success")).isTrue();
        assertThat(answer.getJSONObject("newMessage").getString("senderId")).isEqualTo(alice);
        assertThat(answer.getJSONObject("newMessage").getString("text")).isEqualTo("hello");
        assertThat(stack.services().sent().getLast().toString())
                .isEqualTo("{\"text\":\"hello\",\"clientMessageId\":\"c1\",\"to\":\"" + bob + "\"}");
        var refused = device.ask("message:send", send(bob, " "));
        assertThat(refused.getBoolean("success")).isFalse();
        assertThat(refused.getString("message")).isEqualTo("Either text or image is required");
    }

    @Test
    void aMalformedSendShouldBeAnsweredAndHarmNothing() throws Exception {
        var device = stack.device(stack.a(), stack.services().signUp()).connect();

        for (var body : new Object[] {"text", 7, new JSONArray(), new JSONObject(), send("nobody", "x")}) {
            assertThat(device.ask("message:send", body).getString("code")).isEqualTo("malformed_request");
        }
        var _ = device.socket().emit("message:send");
        var _ = device.socket().emit("typing");
        var _ = device.socket().emit("typing", 5);
        var _ = device.socket().emit("unheard:of", "x");
        assertThat(device.ask("message:send", send(Ids.next(), "fine")).getBoolean("success"))
                .isTrue();
    }

    @Test
    void sendsOfOneSocketShouldKeepTheirOrder() {
        var alice = stack.services().signUp();
        var bob = stack.services().signUp();
        var device = stack.device(stack.a(), alice).connect();

        IntStream.range(0, 20).forEach(i -> {
            var _ = device.socket().emit("message:send", send(bob, "m" + i));
        });

        await().until(() -> sentTo(bob).size() == 20);
        assertThat(sentTo(bob))
                .isEqualTo(IntStream.range(0, 20).mapToObj(i -> "m" + i).toList());
    }

    @Test
    void aSendShouldBeAnsweredWhileMessageServiceIsAway() throws Exception {
        var device = stack.device(stack.a(), stack.services().signUp()).connect();
        stack.services().down(true);
        try {
            var answer = device.ask("message:send", send(Ids.next(), "hello"));

            assertThat(answer.getBoolean("success")).isFalse();
            assertThat(answer.getString("code")).isEqualTo("unavailable");
        } finally {
            stack.services().down(false);
        }
        assertThat(device.socket().connected()).isTrue();
    }

    @Test
    void typingShouldReachTheOtherNodeAndBeThrottled() throws Exception {
        var alice = stack.services().signUp();
        var bob = stack.services().signUp();
        var writer = stack.device(stack.a(), alice).connect();
        var reader = stack.device(stack.b(), bob).hears("typing").connect();

        for (int i = 0; i < 10; i++) {
            var _ = writer.socket().emit("typing", typing(bob, true));
        }
        var _ = writer.socket().emit("typing", typing(bob, false));
        var _ = writer.socket().emit("typing", typing("nobody", true));

        await().until(() -> reader.others().size() >= 2);
        await().during(Duration.ofMillis(300)).until(() -> reader.others().size() == 2);
        var first = (JSONObject) reader.others().getFirst()[0];
        assertThat(first.getString("from")).isEqualTo(alice);
        assertThat(first.getBoolean("active")).isTrue();
        assertThat(((JSONObject) reader.others().getLast()[0]).getBoolean("active"))
                .isFalse();
    }

    @Test
    void aFloodShouldBeAnsweredOnceThenEndTheSocket() {
        var user = stack.services().signUp();
        var flooding = stack.device(stack.a(), user).hears("rate:limited").connect();
        var calm = stack.device(stack.a(), user).hears("rate:limited").connect();

        for (int i = 0; i < 200; i++) {
            var _ = flooding.socket().emit("unheard:of", i);
        }

        await().until(() -> flooding.log().contains("disconnect: io server disconnect"));
        assertThat(flooding.others()).hasSize(1);
        assertThat(flooding.others().getFirst()[0].toString()).contains("\"code\":\"rate_limited\"");
        assertThat(calm.others()).isEmpty();
        assertThat(calm.log()).containsExactly("connect");
    }

    @Test
    void whoSlowsDownInTimeShouldStay() throws Exception {
        var device = stack.keep(Device.of(
                        stack.b(),
                        Map.of(
                                "token",
                                stack.services()
                                        .tokens()
                                        .tokenOf(stack.services().signUp())),
                        "websocket"))
                .hears("rate:limited")
                .connect();
        for (int i = 0; i < 35; i++) {
            var _ = device.socket().emit("unheard:of", i);
        }
        await().until(() -> device.others().size() == 1);

        await().pollDelay(Duration.ofMillis(500)).until(() -> true);
        assertThat(device.ask("message:send", send(Ids.next(), "again")).getBoolean("success"))
                .isTrue();
        assertThat(device.log()).containsExactly("connect");
    }

    private static List<String> sentTo(String user) {
        return stack.services().sent().stream()
                .filter(body -> body.path("to").asString("").equals(user))
                .map(body -> body.path("text").asString(""))
                .toList();
    }

    private static JSONObject send(String to, String text) {
        return new JSONObject(Map.of("to", to, "text", text));
    }

    private static JSONObject typing(String to, boolean active) {
        return new JSONObject(Map.of("to", to, "active", active));
    }
}

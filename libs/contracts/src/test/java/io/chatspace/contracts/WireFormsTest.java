package io.chatspace.contracts;

import static org.assertj.core.api.Assertions.assertThat;

import io.chatspace.contracts.MessageView.ImageMeta;
import io.chatspace.contracts.NodeFigures.Histogram;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/// What services of one release write and those of the release before and after must read, while both run side by side.
/// Whoever changes a line here changes what a rolling upgrade meets: fields may be added, none may go or change its
/// meaning, and what the release before did not write must have a value without it.
class WireFormsTest {
    private static final JsonMapper JSON = new JsonMapper();
    private static final String ALICE = "65f0a0a0a0a0a0a0a0a0a0a1";
    private static final String BOB = "65f0a0a0a0a0a0a0a0a0a0a2";
    private static final String AT = "2026-01-01T00:00:00.000Z";

    static Stream<Arguments> forms() {
        return Stream.of(
                form(new PresenceDelta("node-1", 7, List.of(ALICE), List.of(BOB)), """
                        {"node":"node-1","sequence":7,"joins":["%s"],"leaves":["%s"]}""".formatted(ALICE, BOB)),
                form(new SessionRevoked(ALICE, "session", 1, 2), """
                        {"userId":"%s","sessionId":"session","issuedBefore":1,"until":2}""".formatted(ALICE)),
                form(new SessionRevoked(ALICE, null, 1, 2), """
                        {"userId":"%s","issuedBefore":1,"until":2}""".formatted(ALICE)),
                form(new NodeOrder("node-1", true), """
                        {"node":"node-1","drain":true}"""),
                // Without figures: from a node of the release before they came.
                form(new NodeInfo("node-1", "http://10.0.0.1:8083", 3, 18000, false), """
                        {"id":"node-1","url":"http://10.0.0.1:8083","sessions":3,"capacity":18000,"draining":false}"""),
                form(
                        new NodeInfo(
                                "node-1",
                                "http://10.0.0.1:8083",
                                3,
                                18000,
                                true,
                                new NodeFigures(2, 1, 9, new Histogram(List.of(5, 50), List.of(1L, 2L, 3L)))),
                        """
                        {"id":"node-1","url":"http://10.0.0.1:8083","sessions":3,"capacity":18000,"draining":true,\
                        "figures":{"users":2,"startedAt":1,"pushes":9,"latency":{"upTo":[5,50],"counts":[1,2,3]}}}"""),
                form(
                        new MessageView("m", ALICE, BOB, "hi", "", false, AT, AT, false, 1, null, null, null),
                        """
                        {"_id":"m","senderId":"%s","receiverId":"%s","text":"hi","image":"","seen":false,\
                        "createdAt":"%s","updatedAt":"%s","delivered":false,"version":1}""".formatted(ALICE, BOB, AT, AT)),
                form(
                        new MessageView(
                                "m",
                                ALICE,
                                BOB,
                                "",
                                "http://x/i",
                                true,
                                AT,
                                AT,
                                true,
                                3,
                                "mine",
                                new ImageMeta(4, 3, "http://x/t", "L0"),
                                true),
                        """
                        {"_id":"m","senderId":"%s","receiverId":"%s","text":"","image":"http://x/i","seen":true,\
                        "createdAt":"%s","updatedAt":"%s","delivered":true,"version":3,"clientMessageId":"mine",\
                        "imageMeta":{"width":4,"height":3,"thumb":"http://x/t","blurhash":"L0"},"unanswered":true}""".formatted(ALICE, BOB, AT, AT)),
                form(new UserView(ALICE, "Alice", "a@example.org", "", "hi"), """
                        {"_id":"%s","fullName":"Alice","email":"a@example.org","profilePic":"","bio":"hi"}""".formatted(ALICE)),
                form(new UserView(ALICE, "Alice", null, "", ""), """
                        {"_id":"%s","fullName":"Alice","profilePic":"","bio":""}""".formatted(ALICE)));
    }

    private static Arguments form(Object value, String json) {
        return Arguments.of(value, json);
    }

    @ParameterizedTest
    @MethodSource("forms")
    void whatIsWrittenShouldBeWhatOthersExpect(Object value, String json) {
        assertThat(JSON.readTree(JSON.writeValueAsString(value))).isEqualTo(JSON.readTree(json));
    }

    @ParameterizedTest
    @MethodSource("forms")
    void whatTheReleaseBeforeWroteShouldBeRead(Object value, String json) {
        Object read = JSON.readValue(json, value.getClass());

        assertThat(read).isEqualTo(value);
    }

    @ParameterizedTest
    @MethodSource("forms")
    void aFieldOfTheReleaseAfterShouldBePassedOver(Object value, String json) {
        var later = (ObjectNode) JSON.readTree(json);
        later.putObject("later").put("anything", 1);

        Object read = JSON.readValue(later.toString(), value.getClass());

        assertThat(read).isEqualTo(value);
    }

    @Test
    void framesShouldBeTheLinesTheyAlwaysWere() {
        var line = "1 1700000000000-3 newMessage [{\"_id\":\"m\"}]";

        assertThat(PushFrame.parse(line))
                .isEqualTo(new PushFrame("1700000000000-3", "newMessage", "[{\"_id\":\"m\"}]"));
        assertThat(new PushFrame("1700000000000-3", "newMessage", "[{\"_id\":\"m\"}]").format())
                .isEqualTo(line);
    }

    @Test
    void namesInRedisShouldBeTheSameForBothReleases() {
        assertThat(Stream.of(
                        RedisNames.userChannel(ALICE),
                        RedisNames.userLog(ALICE),
                        RedisNames.nodeUsers("node-1"),
                        RedisNames.PRESENCE_DELTAS,
                        RedisNames.NODE_LEASES,
                        RedisNames.NODE_INFO,
                        RedisNames.NODE_ORDERS,
                        RedisNames.BROADCAST,
                        RedisNames.USERS_CHANGED,
                        RedisNames.REVOCATIONS,
                        RedisNames.REVOCATION_SET))
                .containsExactly(
                        "chatspace:push:{" + ALICE + "}",
                        "chatspace:log:{" + ALICE + "}",
                        "chatspace:presence:users:{node-1}",
                        "chatspace:presence:deltas",
                        "chatspace:{nodes}:leases",
                        "chatspace:{nodes}:info",
                        "chatspace:presence:orders",
                        "chatspace:broadcast",
                        "chatspace:users:changed",
                        "chatspace:auth:revocations",
                        "chatspace:auth:revoked");
    }
}

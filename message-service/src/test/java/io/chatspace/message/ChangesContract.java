package io.chatspace.message;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.chatspace.contracts.MessageView;
import io.chatspace.contracts.SocketEvents;
import io.chatspace.contracts.UserView;
import io.chatspace.kit.test.RealRedis;
import java.net.URI;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.http.MediaType;
import org.springframework.test.web.reactive.server.WebTestClient.ResponseSpec;
import tools.jackson.databind.JsonNode;

/// Receipts, and the feed that tells a client what it missed, whichever database the service stands on.
abstract class ChangesContract extends StackContract {
    private static final String CHANGES = "/api/messages/changes";

    @Test
    void changesWithoutACursorShouldGiveOneForNow() {
        stack.send(alice, bob, "before");

        var answer = stack.get(bob, CHANGES);

        assertThat(answer.get("success").booleanValue()).isTrue();
        assertThat(answer.get("messages").size()).isZero();
        assertThat(answer.get("cursor").stringValue()).isNotBlank();
        assertThat(answer.get("more").booleanValue()).isFalse();
    }

    @Test
    void changesShouldGiveWhatWasSentAndReceivedSince() {
        var cursor = stack.get(bob, CHANGES).get("cursor").stringValue();
        var carol = auth.signUp("Carol");
        var received = stack.send(alice, bob, "to bob");
        var sent = stack.send(bob, carol, "from bob");
        stack.send(alice, carol, "not bob's");

        var walk = walk(bob, cursor, 10);

        assertThat(walk.ids()).containsExactly(received.id(), sent.id());
    }

    @Test
    void changesShouldGiveEveryMessageOncePerWalkAndInPagesThatMeet() {
        var cursor = stack.get(bob, CHANGES).get("cursor").stringValue();
        var sent = IntStream.range(0, 23)
                .mapToObj(i -> stack.send(bob, alice, "m" + i).id())
                .toList();

        var walk = walk(bob, cursor, 5);

        assertThat(walk.ids()).containsExactlyElementsOf(sent);
        assertThat(walk.pages()).isEqualTo(5);
    }

    @Test
    void changesShouldTellOfAReceiptAsANewerVersion() {
        var message = stack.send(alice, bob, "look");
        var cursor = stack.get(alice, CHANGES).get("cursor").stringValue();
        assertThat(walk(alice, cursor, 10).latest(message).seen()).isFalse();

        stack.history(bob, alice);

        var changed = walk(alice, cursor, 10).latest(message);
        assertThat(changed.seen()).isTrue();
        assertThat(changed.delivered()).isTrue();
        assertThat(changed.version()).isGreaterThan(message.version());
        assertThat(changed.createdAt()).isEqualTo(message.createdAt());
        assertThat(changed.updatedAt()).isGreaterThanOrEqualTo(message.updatedAt());
    }

    @Test
    void fetchingChangesShouldCountAsDelivered() {
        try (var alices = new Device(RealRedis.uri(), alice)) {
            var cursor = stack.get(bob, CHANGES).get("cursor").stringValue();
            var message = stack.send(alice, bob, "arrived?");

            var fetched = walk(bob, cursor, 10).latest(message);

            assertThat(fetched.delivered()).isTrue();
            assertThat(fetched.seen()).isFalse();
            assertThat(stack.unseen(bob, alice)).isEqualTo(1);
            await().untilAsserted(() -> assertThat(alices.frames(SocketEvents.MESSAGE_DELIVERED))
                    .singleElement()
                    .satisfies(frame -> assertThat(frame.args())
                            .isEqualTo(
                                    "[{\"messageIds\":[\"" + message.id() + "\"],\"userId\":\"" + bob.id() + "\"}]")));
        }
    }

    @Test
    void lookingFromATimeShouldNotCountAsDelivered() {
        var first = stack.send(alice, bob, "1");
        var second = stack.send(alice, bob, "2");
        var from = Instant.parse(first.createdAt()).toEpochMilli();

        var page = stack.get(bob, CHANGES + "?limit=1&from=" + from);
        var rest = walk(bob, page.get("cursor").stringValue(), 1);

        assertThat(MessageStack.messages(page)).containsExactly(first);
        assertThat(rest.ids()).containsExactly(second.id());
        assertThat(rest.messages()).noneMatch(MessageView::delivered);
        assertThat(stack.history(alice, bob)).noneMatch(MessageView::delivered);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"since=x", "since=", "since=MSAxIDE", "since=%7B%22$gt%22:1%7D", "limit=0", "limit=x", "from=x"})
    void changesShouldRefuseWhatIsNotACursor(String query) {
        var response = stack.as(bob)
                .get()
                .uri(URI.create(stack.url() + CHANGES + "?" + query))
                .exchange();

        response.expectStatus()
                .isBadRequest()
                .expectBody()
                .jsonPath("$.success")
                .isEqualTo(false);
    }

    @Test
    void confirmingShouldBeForTheReceiverAloneAndToldOnce() {
        var carol = auth.signUp("Carol");
        var one = stack.send(alice, bob, "1");
        var two = stack.send(alice, bob, "2");
        try (var alices = new Device(RealRedis.uri(), alice)) {
            confirm(carol, "[\"" + one.id() + "\"]").expectStatus().isOk().expectBody();
            confirm(alice, "[\"" + one.id() + "\"]").expectStatus().isOk().expectBody();
            assertThat(stack.history(alice, bob)).noneMatch(MessageView::delivered);

            var both = "[\"" + one.id() + "\",\"" + two.id() + "\",\"" + MessageStack.newId() + "\"]";
            confirm(bob, both)
                    .expectStatus()
                    .isOk()
                    .expectBody(String.class)
                    .isEqualTo("{\"success\":true,\"message\":\"Messages marked as delivered\"}");
            confirm(bob, both).expectStatus().isOk().expectBody();
            stack.send(bob, alice, "last");

            await().until(() -> !alices.frames(SocketEvents.NEW_MESSAGE).isEmpty());
            assertThat(alices.frames(SocketEvents.MESSAGE_DELIVERED)).hasSize(1);
            assertThat(stack.history(alice, bob))
                    .filteredOn(message -> message.receiverId().equals(bob.id()))
                    .allMatch(message -> message.delivered() && !message.seen() && message.version() == 2);
        }
    }

    @Test
    void confirmingAfterSeenShouldChangeNothing() {
        var message = stack.send(alice, bob, "x");
        stack.history(bob, alice);

        confirm(bob, "[\"" + message.id() + "\"]").expectStatus().isOk().expectBody();

        var now = stack.history(alice, bob).getFirst();
        assertThat(now.seen()).isTrue();
        assertThat(now.version()).isEqualTo(2);
    }

    @ParameterizedTest
    @ValueSource(strings = {"null", "{}", "\"x\"", "[1]", "[null]", "[{\"$gt\":\"\"}]", "[\"x\"]"})
    void confirmingShouldRefuseWhatAreNotIds(String ids) {
        confirm(bob, ids)
                .expectStatus()
                .isBadRequest()
                .expectBody()
                .jsonPath("$.success")
                .isEqualTo(false);
    }

    @Test
    void confirmingShouldRefuseTooManyIds() {
        var ids = IntStream.range(0, 501)
                .mapToObj(_ -> "\"" + MessageStack.newId() + "\"")
                .collect(Collectors.joining(",", "[", "]"));

        confirm(bob, ids)
                .expectStatus()
                .isBadRequest()
                .expectBody()
                .jsonPath("$.code")
                .isEqualTo("invalid");
    }

    private ResponseSpec confirm(UserView user, String ids) {
        return stack.as(user)
                .post()
                .uri("/api/messages/delivered")
                .contentType(MediaType.APPLICATION_JSON)
                .bodyValue("{\"messageIds\":" + ids + "}")
                .exchange();
    }

    /// Everything from a cursor on.
    private Walk walk(UserView reader, String cursor, int limit) {
        var messages = new ArrayList<MessageView>();
        int pages = 0;
        var next = cursor;
        JsonNode page;
        do {
            page = stack.get(reader, CHANGES + "?limit=" + limit + "&since=" + next);
            messages.addAll(MessageStack.messages(page));
            next = page.get("cursor").stringValue();
            pages++;
        } while (page.get("more").booleanValue());
        return new Walk(messages, pages);
    }

    private record Walk(List<MessageView> messages, int pages) {
        List<String> ids() {
            return messages.stream().map(MessageView::id).toList();
        }

        /// The newest state of that message in this walk.
        MessageView latest(MessageView message) {
            return messages.stream()
                    .filter(given -> given.id().equals(message.id()))
                    .reduce((_, later) -> later)
                    .orElseThrow();
        }
    }
}

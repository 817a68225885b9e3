package io.chatspace.message;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.chatspace.contracts.MessageView;
import io.chatspace.contracts.RedisNames;
import io.chatspace.contracts.SocketEvents;
import io.chatspace.contracts.UserView;
import io.chatspace.kit.test.RealRedis;
import io.lettuce.core.RedisClient;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.springframework.http.MediaType;
import org.springframework.http.client.MultipartBodyBuilder;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;

/// What two people who chat rely on, whichever database the service stands on.
abstract class MessagingContract extends StackContract {
    @Test
    void sendShouldAnswerTheMessageInTheShapeOfTheContract() {
        var before = Instant.now().minusMillis(1);

        var answer = stack.post(alice, bob, "{\"text\":\"Hi Bob\"}");

        assertThat(answer.get("success").booleanValue()).isTrue();
        var message = answer.get("newMessage");
        assertThat(message.get("_id").stringValue()).matches("[0-9a-f]{24}");
        assertThat(message.get("senderId").stringValue()).isEqualTo(alice.id());
        assertThat(message.get("receiverId").stringValue()).isEqualTo(bob.id());
        assertThat(message.get("text").stringValue()).isEqualTo("Hi Bob");
        assertThat(message.get("image").stringValue()).isEmpty();
        assertThat(message.get("seen").booleanValue()).isFalse();
        assertThat(message.get("createdAt").stringValue())
                .matches("\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d\\.\\d{3}Z")
                .isEqualTo(message.get("updatedAt").stringValue());
        assertThat(Instant.parse(message.get("createdAt").stringValue())).isBetween(before, Instant.now());
        assertThat(message.has("clientMessageId")).isFalse();
    }

    @Test
    void sendShouldKeepTheTextVerbatim() {
        var text = "  <b>\"quotes\"</b> \\ \u0000 \u2028 \uD83D\uDE00 e\u0301 \u202Ertl $where {\"$gt\":\"\"}\n\t ";

        var sent = stack.send(alice, bob, text);

        assertThat(sent.text()).isEqualTo(text);
        assertThat(stack.history(bob, alice)).extracting(MessageView::text).containsExactly(text);
    }

    @Test
    void sendShouldIgnoreWhatIsNotTheClientsToSay() {
        var body = "{\"text\":\"x\",\"senderId\":\"" + bob.id() + "\",\"seen\":true,\"delivered\":true,\"version\":9,"
                + "\"createdAt\":\"2001-01-01T00:00:00.000Z\",\"_id\":\"" + MessageStack.newId()
                + "\",\"image\":\"http://evil\",\"unknown\":{}}";

        var message = stack.post(alice, bob, body).get("newMessage");

        assertThat(message.get("senderId").stringValue()).isEqualTo(alice.id());
        assertThat(message.get("seen").booleanValue()).isFalse();
        assertThat(message.get("delivered").booleanValue()).isFalse();
        assertThat(message.get("version").longValue()).isEqualTo(1);
        assertThat(message.get("image").stringValue()).isEmpty();
        assertThat(message.get("createdAt").stringValue()).doesNotStartWith("2001");
    }

    @Test
    void sendShouldTakeAFormAndMultipart() {
        var form = stack.as(alice)
                .post()
                .uri("/api/messages/send/" + bob.id())
                .contentType(MediaType.APPLICATION_FORM_URLENCODED)
                .bodyValue("text=by+form%20%26%20more&seen=true")
                .exchange();
        var parts = new MultipartBodyBuilder();
        parts.part("text", "by parts é");
        parts.part("clientMessageId", "m-1");
        var multipart = stack.as(alice)
                .post()
                .uri("/api/messages/send/" + bob.id())
                .bodyValue(parts.build())
                .exchange();

        form.expectStatus()
                .isCreated()
                .expectBody()
                .jsonPath("$.newMessage.text")
                .isEqualTo("by form & more");
        multipart
                .expectStatus()
                .isCreated()
                .expectBody()
                .jsonPath("$.newMessage.text")
                .isEqualTo("by parts é")
                .jsonPath("$.newMessage.clientMessageId")
                .isEqualTo("m-1");
    }

    @Test
    void sendShouldReturnTheFirstMessageForTheSameClientMessageId() {
        var first = stack.post(alice, bob, "{\"text\":\"once\",\"clientMessageId\":\"c-1\"}");
        var again = stack.post(alice, bob, "{\"text\":\"twice\",\"clientMessageId\":\"c-1\"}");
        var ofBob = stack.post(bob, alice, "{\"text\":\"mine\",\"clientMessageId\":\"c-1\"}");

        assertThat(again).isEqualTo(first);
        assertThat(ofBob.get("newMessage").get("text").stringValue()).isEqualTo("mine");
        assertThat(stack.history(bob, alice)).hasSize(2);
    }

    @Test
    void sendShouldStoreOneMessageWhenRepeatedAtTheSameTime() {
        var ids = Flux.range(0, 40)
                .flatMap(
                        i -> call(() -> stack.post(
                                        alice,
                                        bob,
                                        "{\"text\":\"t" + i + "\",\"clientMessageId\":\"same-" + i % 4 + "\"}")
                                .get("newMessage")
                                .get("_id")
                                .stringValue()),
                        40)
                .collectList()
                .block(Duration.ofSeconds(30));

        assertThat(ids).hasSize(40);
        assertThat(List.copyOf(java.util.Set.copyOf(ids))).hasSize(4);
        assertThat(stack.history(bob, alice)).hasSize(4);
    }

    @Test
    void sendShouldRefuseAClientMessageIdThatWasUsedForSomebodyElse() {
        var carol = auth.signUp("Carol");
        stack.post(alice, bob, "{\"text\":\"x\",\"clientMessageId\":\"r-1\"}");

        stack.as(alice)
                .post()
                .uri("/api/messages/send/" + carol.id())
                .contentType(MediaType.APPLICATION_JSON)
                .bodyValue("{\"text\":\"x\",\"clientMessageId\":\"r-1\"}")
                .exchange()
                .expectStatus()
                .isEqualTo(409)
                .expectBody()
                .jsonPath("$.code")
                .isEqualTo("client_message_id_reused");
    }

    @Test
    void historyShouldBeAscendingAndHoldBothDirections() {
        var sent = IntStream.range(0, 6)
                .mapToObj(i -> i % 2 == 0 ? stack.send(alice, bob, "m" + i) : stack.send(bob, alice, "m" + i))
                .toList();

        var seenByBob = stack.history(bob, alice);

        assertThat(seenByBob).extracting(MessageView::id).containsExactlyElementsOf(ids(sent));
        assertThat(seenByBob).extracting(MessageView::createdAt).isSorted().doesNotHaveDuplicates();
    }

    @Test
    void historyShouldMarkWhatIsToMeAsSeenAndNothingElse() {
        stack.send(alice, bob, "to bob");
        stack.send(bob, alice, "to alice");

        stack.history(bob, alice);

        var messages = stack.history(bob, alice);
        assertThat(messages).filteredOn(m -> m.receiverId().equals(bob.id())).allMatch(MessageView::seen);
        assertThat(messages).filteredOn(m -> m.receiverId().equals(alice.id())).noneMatch(MessageView::seen);
        assertThat(stack.unseen(bob, alice)).isZero();
        assertThat(stack.unseen(alice, bob)).isEqualTo(1);
    }

    @Test
    void historyShouldGivePagesThatMeet() {
        var sent = IntStream.range(0, 7)
                .mapToObj(i -> stack.send(alice, bob, "m" + i))
                .toList();
        var path = "/api/messages/" + alice.id();

        var last = stack.get(bob, path + "?limit=3");
        var unseenAfterOpening = stack.unseen(bob, alice);
        var middle = stack.get(
                bob,
                path + "?limit=3&before="
                        + MessageStack.messages(last).getFirst().id());
        var first = stack.get(
                bob,
                path + "?limit=3&before="
                        + MessageStack.messages(middle).getFirst().createdAt());

        var all = Flux.just(first, middle, last)
                .concatMapIterable(MessageStack::messages)
                .map(MessageView::id)
                .collectList()
                .block();
        assertThat(all).containsExactlyElementsOf(ids(sent));
        assertThat(last.get("more").booleanValue()).isTrue();
        assertThat(first.get("more").booleanValue()).isFalse();
        assertThat(unseenAfterOpening).isZero();
    }

    @Test
    void historyOfAnUnknownUserShouldBeEmpty() {
        var answer = stack.get(alice, "/api/messages/" + MessageStack.newId());

        assertThat(answer).hasToString("{\"success\":true,\"messages\":[]}");
    }

    @Test
    void usersShouldBeAllButMeWithANumberForEach() {
        stack.send(alice, bob, "1");
        stack.send(alice, bob, "2");

        var answer = stack.get(bob, "/api/messages/users");

        var ids = answer.get("users")
                .valueStream()
                .map(user -> user.get("_id").stringValue())
                .toList();
        assertThat(ids).contains(alice.id()).doesNotContain(bob.id());
        var unseen = answer.get("unseenMsgs");
        assertThat(unseen.isObject()).isTrue();
        assertThat(unseen.get(alice.id()).longValue()).isEqualTo(2);
        assertThat(ids).allMatch(id -> unseen.get(id).isIntegralNumber());
    }

    @Test
    void seenShouldBeForTheReceiverAlone() {
        var message = stack.send(alice, bob, "look");
        var path = "/api/messages/seen/" + message.id();

        stack.as(alice)
                .put()
                .uri(path)
                .exchange()
                .expectStatus()
                .isNotFound()
                .expectBody()
                .jsonPath("$.code")
                .isEqualTo("message_not_found");
        for (int i = 0; i < 2; i++) {
            stack.as(bob)
                    .put()
                    .uri(path)
                    .exchange()
                    .expectStatus()
                    .isOk()
                    .expectBody(String.class)
                    .isEqualTo("{\"success\":true,\"message\":\"Message marked as seen\"}");
        }

        assertThat(stack.unseen(bob, alice)).isZero();
        var marked = stack.history(alice, bob).getFirst();
        assertThat(marked.seen()).isTrue();
        assertThat(marked.delivered()).isTrue();
        assertThat(marked.version()).isEqualTo(2);
    }

    @Test
    void aNoteToOneselfShouldNeverCountAsUnseen() {
        try (var device = new Device(RealRedis.uri(), alice)) {
            var note = stack.send(alice, alice, "remember");

            assertThat(note.seen()).isTrue();
            assertThat(stack.history(alice, alice)).containsExactly(note);
            await().until(() -> device.frames().size() == 1);
            assertThat(device.frames().getFirst().event()).isEqualTo(SocketEvents.NEW_MESSAGE);
        }
    }

    @Test
    void pushesShouldCarryTheMessageOfTheAnswerByteForByte() {
        try (var bobs = new Device(RealRedis.uri(), bob);
                var alices = new Device(RealRedis.uri(), alice)) {
            var answer = stack.as(alice)
                    .post()
                    .uri("/api/messages/send/" + bob.id())
                    .contentType(MediaType.APPLICATION_JSON)
                    .bodyValue("{\"text\":\"é \\\"x\\\" </b> \\u2028 😀\",\"clientMessageId\":\"p-1\"}")
                    .exchange()
                    .expectBody(String.class)
                    .returnResult()
                    .getResponseBody();

            await().until(() -> bobs.frames().size() == 1 && alices.frames().size() == 1);
            var args = bobs.frames().getFirst().args();
            assertThat(answer).contains("\"newMessage\":" + args.substring(1, args.length() - 1));
            assertThat(bobs.frames().getFirst().event()).isEqualTo(SocketEvents.NEW_MESSAGE);
            assertThat(alices.frames().getFirst().event()).isEqualTo(SocketEvents.MESSAGE_SENT);
            assertThat(alices.frames().getFirst().args()).isEqualTo(args);
            assertThat(log(bob)).containsExactly(bobs.frames().getFirst().logId());
        }
    }

    @Test
    void pushesShouldComeInTheOrderOfTheConversation() {
        try (var device = new Device(RealRedis.uri(), bob)) {
            var _ = Flux.range(0, 200)
                    .flatMap(i -> call(() -> stack.send(alice, bob, "m" + i)), 32)
                    .blockLast(Duration.ofSeconds(60));

            await().until(() -> device.frames().size() == 200);
            var stored = stack.history(alice, bob).stream().map(MessageView::id).toList();
            var pushed = device.frames().stream()
                    .map(frame -> frame.args().replaceAll(".*\"_id\":\"([0-9a-f]{24})\".*", "$1"))
                    .toList();
            assertThat(pushed).isEqualTo(stored);
        }
    }

    @Test
    void seenShouldBeToldToTheSenderAndTheReadersDevices() {
        var one = stack.send(alice, bob, "1");
        var two = stack.send(alice, bob, "2");
        try (var alices = new Device(RealRedis.uri(), alice);
                var bobs = new Device(RealRedis.uri(), bob)) {
            stack.history(bob, alice);

            var expected = "[{\"messageIds\":[\"" + one.id() + "\",\"" + two.id() + "\"],\"readerId\":\"" + bob.id()
                    + "\",\"senderId\":\"" + alice.id() + "\"}]";
            await().untilAsserted(() -> {
                assertThat(alices.frames(SocketEvents.MESSAGE_SEEN))
                        .singleElement()
                        .satisfies(frame -> assertThat(frame.args()).isEqualTo(expected));
                assertThat(bobs.frames(SocketEvents.MESSAGE_SEEN)).hasSize(1);
            });
        }
    }

    @Test
    void aRepeatedSendShouldNotBePushedTwice() {
        try (var device = new Device(RealRedis.uri(), bob)) {
            stack.post(alice, bob, "{\"text\":\"x\",\"clientMessageId\":\"q-1\"}");
            stack.post(alice, bob, "{\"text\":\"x\",\"clientMessageId\":\"q-1\"}");
            stack.send(alice, bob, "last");

            await().until(() -> device.frames().size() >= 2);
            assertThat(device.frames()).hasSize(2);
        }
    }

    private static <T> Mono<T> call(java.util.concurrent.Callable<T> call) {
        return Mono.fromCallable(call).subscribeOn(Schedulers.boundedElastic());
    }

    private static List<String> ids(List<MessageView> messages) {
        return messages.stream().map(MessageView::id).toList();
    }

    /// Ids in the user's log.
    private static List<String> log(UserView user) {
        var client = RedisClient.create(RealRedis.uri());
        try (var connection = client.connect()) {
            var key = RedisNames.userLog(user.id());
            assertThat(connection.sync().pttl(key))
                    .isBetween(1L, Duration.ofHours(24).toMillis());
            return connection.sync().xrange(key, io.lettuce.core.Range.unbounded()).stream()
                    .map(entry -> {
                        assertThat(entry.getBody()).containsKeys("e", "d");
                        return entry.getId();
                    })
                    .toList();
        } finally {
            client.shutdown();
        }
    }
}

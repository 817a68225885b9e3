package io.chatspace.presence;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.chatspace.contracts.PushTrace;
import io.chatspace.contracts.RedisNames;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/// Pushes from the user's channel and log to the user's sockets, on whichever node they are.
class PushIT {
    private static final String SKIPPED = "chatspace.presence.push.skipped";
    private static PresenceStack stack;
    private static RedisSide redis;

    @BeforeAll
    static void start() {
        stack = new PresenceStack();
        redis = stack.redis();
    }

    @AfterAll
    static void stop() {
        redis.close();
        stack.close();
    }

    @Test
    void everySocketOfTheReceiverAndNobodyElseShouldGetAPushOnce() {
        var alice = stack.services().signUp();
        var bob = stack.services().signUp();
        var here = stack.device(stack.a(), bob).connect();
        var there = stack.device(stack.b(), bob).connect();
        var other = stack.device(stack.b(), alice).connect();

        var texts = IntStream.range(0, 50).mapToObj(i -> "m" + i).toList();
        texts.forEach(text -> redis.push(alice, bob, text));

        await().until(() -> here.texts().size() >= 50 && there.texts().size() >= 50);
        assertThat(here.texts()).isEqualTo(texts);
        assertThat(there.texts()).isEqualTo(texts);
        assertThat(other.texts()).isEmpty();
    }

    @Test
    void aClientThatComesBackElsewhereShouldGetWhatItMissedInOrderAndOnce() throws Exception {
        var alice = stack.services().signUp();
        var bob = stack.services().signUp();
        var client = stack.raw(bob).connect(stack.a());
        assertThat(client.recovered()).isFalse();
        redis.push(alice, bob, "m0");
        await().until(() -> client.texts().size() == 1);
        client.cut();
        var expected = new ArrayList<>(List.of("m0"));
        for (int i = 1; i <= 30; i++) {
            expected.add("m" + i);
        }

        IntStream.rangeClosed(1, 20).forEach(i -> redis.push(alice, bob, "m" + i));
        client.connect(stack.b());
        assertThat(client.recovered()).isTrue();
        IntStream.rangeClosed(21, 30).forEach(i -> redis.push(alice, bob, "m" + i));
        await().until(() -> client.texts().size() >= 31);
        assertThat(client.texts()).isEqualTo(expected);

        // And again, without anything missed.
        client.cut().connect(stack.a());
        assertThat(client.recovered()).isTrue();
        redis.push(alice, bob, "last");
        await().until(() -> client.texts().contains("last"));
        expected.add("last");
        assertThat(client.texts()).isEqualTo(expected);
    }

    @Test
    void aClientThatSawNothingYetShouldRecoverToo() throws Exception {
        var alice = stack.services().signUp();
        var bob = stack.services().signUp();
        redis.push(alice, bob, "long ago");
        var client = stack.raw(bob).connect(stack.a()).cut();

        redis.push(alice, bob, "meanwhile");
        client.connect(stack.b());

        await().until(() -> !client.texts().isEmpty());
        assertThat(client.texts()).containsExactly("meanwhile");
        assertThat(client.recovered()).isTrue();
    }

    @Test
    void anotherUsersPlaceInAnotherLogShouldOpenNothing() throws Exception {
        var alice = stack.services().signUp();
        var bob = stack.services().signUp();
        var mallory = stack.services().signUp();
        redis.push(alice, bob, "secret");
        // Mallory brings a pid from before everything.
        var client = stack.raw(mallory).connect(stack.a()).cut().connect(stack.b());

        redis.push(alice, mallory, "for mallory");

        await().until(() -> !client.texts().isEmpty());
        assertThat(client.texts()).containsExactly("for mallory");
    }

    @Test
    void whatTheLogCannotBridgeShouldComeFromMessageService() throws Exception {
        var alice = stack.services().signUp();
        var bob = stack.services().signUp();
        var client = stack.raw(bob).connect(stack.a());
        redis.push(alice, bob, "seen");
        await().until(() -> client.texts().size() == 1);
        client.cut();
        var _ = redis.commands().del(RedisNames.userLog(bob));
        var lost = Ids.message(alice, bob, "lost by Redis");
        stack.services().store(bob, lost);

        client.connect(stack.b());

        await().until(() -> client.texts().size() >= 2);
        assertThat(client.texts()).containsExactly("seen", "lost by Redis");
        assertThat(client.recovered()).isTrue();
    }

    @Test
    void garbageOnTheChannelsShouldBeCountedAndSkipped() {
        var alice = stack.services().signUp();
        var bob = stack.services().signUp();
        var eve = stack.services().signUp();
        var device = stack.device(stack.a(), bob).connect();
        double before = stack.a().counted(SKIPPED);
        var channel = RedisNames.userChannel(bob);
        var deltas = RedisNames.PRESENCE_DELTAS;

        redis.publish(channel, "garbage");
        redis.publish(channel, "2 5-0 newMessage [{}]");
        redis.publish(channel, "1 5-0 newMessage [{\"receiverId\":\"" + eve + "\",\"text\":\"not for bob\"}]");
        redis.publish(channel, "1 5-0 disconnect []");
        redis.publish(RedisNames.BROADCAST, "1 - getOnlineUsers [[]]");
        redis.publish(deltas, "garbage");
        redis.publish(deltas, "null");
        redis.publish(deltas, "{\"node\":\"zz\",\"sequence\":1,\"joins\":[null],\"leaves\":null}");
        redis.publish(deltas, "{\"node\":\"zz\",\"sequence\":1,\"joins\":[\"<script>\"],\"leaves\":[]}");
        redis.push(alice, bob, "after");

        await().until(() -> device.texts().contains("after"));
        assertThat(device.texts()).containsExactly("after");
        await().untilAsserted(
                        () -> assertThat(stack.a().counted(SKIPPED) - before).isEqualTo(9));
        assertThat(device.online()).contains(bob).doesNotContain("<script>");
        assertThat(device.socket().connected()).isTrue();
    }

    /// A rolling upgrade has message nodes of the release after, whose entries may say more, and of other things.
    @Test
    void entriesOfALaterReleaseShouldBeReadForWhatIsKnownOfThem() throws Exception {
        var alice = stack.services().signUp();
        var bob = stack.services().signUp();
        var client = stack.raw(bob).connect(stack.a());
        redis.push(alice, bob, "before");
        await().until(() -> client.texts().size() == 1);
        client.cut();
        var log = RedisNames.userLog(bob);
        var args = "[{\"_id\":\"%s\",\"receiverId\":\"%s\",\"text\":\"says more\",\"later\":{\"a\":1}}]"
                .formatted(Ids.next(), bob);
        var _ = redis.commands().xadd(log, Map.of("e", "newMessage", "d", args, "later", "1"));
        var _ = redis.commands().xadd(log, Map.of("e", "laterEvent", "d", "[{}]"));
        var _ = redis.commands().xadd(log, Map.of("later", "1"));
        redis.push(alice, bob, "after");

        client.connect(stack.b());

        await().until(() -> client.texts().contains("after"));
        assertThat(client.texts()).containsExactly("before", "says more", "after");
        assertThat(client.recovered()).isTrue();
        assertThat(client.events()).noneMatch(event -> event.get(0).asString().equals("laterEvent"));
    }

    @Test
    void whatTellsOfATraceShouldGoNoFurtherWhereThereIsNone() {
        var alice = stack.services().signUp();
        var bob = stack.services().signUp();
        var device = stack.device(stack.a(), bob).connect();
        double before = stack.a().counted(SKIPPED);

        redis.publish(
                RedisNames.userChannel(bob),
                new PushTrace("5-0", "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01").format());
        redis.publish(RedisNames.userChannel(bob), "t what is not whole");
        redis.push(alice, bob, "after");

        await().until(() -> device.texts().contains("after"));
        assertThat(device.texts()).containsExactly("after");
        assertThat(stack.a().counted(SKIPPED)).isEqualTo(before);
    }

    @Test
    void broadcastsShouldReachEverySocketOfEveryNode() {
        var one = stack.device(stack.a(), stack.services().signUp())
                .hears("aiStatusChanged")
                .connect();
        var two = stack.device(stack.b(), stack.services().signUp())
                .hears("aiStatusChanged")
                .connect();

        redis.publish(RedisNames.BROADCAST, "1 - aiStatusChanged [true]");

        await().until(() -> one.others().size() == 1 && two.others().size() == 1);
        assertThat(one.others().getFirst()).containsExactly(true);
    }

    @Test
    void acknowledgedPushesShouldBeToldInBatchesAndTheOthersNot() throws Exception {
        var alice = stack.services().signUp();
        var bob = stack.services().signUp();
        var plain = stack.device(stack.b(), alice).connect();
        var client = stack.raw(bob).withReceipts().connect(stack.a());

        var sent = IntStream.range(0, 20)
                .mapToObj(i -> redis.push(alice, bob, "m" + i).id())
                .toList();
        redis.push(bob, alice, "to a client of the first contract");

        await().until(() -> confirmed(bob).size() >= 20);
        assertThat(confirmed(bob)).containsExactlyElementsOf(sent);
        assertThat(stack.services().delivered().stream()
                        .filter(batch -> batch.userId().equals(bob)))
                .hasSizeLessThan(10);
        await().until(() -> plain.texts().size() == 1);
        assertThat(confirmed(alice)).isEmpty();

        // Its place in the log is known all the same.
        client.cut();
        var missed = redis.push(alice, bob, "missed");
        client.connect(stack.b());
        await().until(() -> confirmed(bob).contains(missed.id()));
        assertThat(client.recovered()).isTrue();
        assertThat(client.texts()).hasSize(21).doesNotHaveDuplicates();
    }

    @Test
    void receiptsShouldWaitForAServiceThatIsAwayForAMoment() throws Exception {
        var alice = stack.services().signUp();
        var bob = stack.services().signUp();
        var client = stack.keep(Device.of(
                        stack.a(),
                        Map.of("token", stack.services().tokens().tokenOf(bob), "receipts", "true"),
                        "websocket"))
                .connect();
        stack.services().down(true);
        var message = redis.push(alice, bob, "hello");
        await().until(() -> !client.texts().isEmpty());
        await().pollDelay(Duration.ofMillis(400)).until(() -> true);
        stack.services().down(false);

        await().atMost(Duration.ofSeconds(10)).until(() -> confirmed(bob).contains(message.id()));
    }

    private static List<String> confirmed(String user) {
        return stack.services().delivered().stream()
                .filter(batch -> batch.userId().equals(user))
                .flatMap(batch -> batch.messageIds().stream())
                .toList();
    }
}

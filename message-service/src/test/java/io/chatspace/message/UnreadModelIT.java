package io.chatspace.message;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.chatspace.contracts.MessageView;
import io.chatspace.contracts.PushFrame;
import io.chatspace.contracts.SocketEvents;
import io.chatspace.contracts.UserView;
import io.chatspace.kit.test.RealMongo;
import io.chatspace.kit.test.RealRedis;
import io.chatspace.message.conversation.Draft;
import io.chatspace.message.conversation.MessageService;
import io.chatspace.message.id.MessageId;
import io.chatspace.message.id.UserId;
import io.chatspace.message.store.MessageCollection;
import io.chatspace.message.unread.UnreadService;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.bson.Document;
import org.junit.jupiter.api.Test;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;
import tools.jackson.databind.json.JsonMapper;

/// Many random operations at once: people send, read on one of their three devices, open conversations, and
/// devices lose their connection for a while. In the end every counter on every device is what a recount in the
/// database says.
///
/// `-Dchatspace.model.operations=200000` for the long run; `-Dchatspace.model.seed=N` repeats the choices of a
/// run.
class UnreadModelIT {
    private static final Logger log = LoggerFactory.getLogger(UnreadModelIT.class);
    private static final int OPERATIONS = Integer.getInteger("chatspace.model.operations", 3_000);
    private static final long SEED = Long.getLong("chatspace.model.seed", System.nanoTime());
    private static final int PEOPLE = 6;
    private static final int DEVICES = 3;
    private static final int AT_ONCE = 32;
    private static final JsonMapper JSON = new JsonMapper();

    private record Seen(List<String> messageIds, String readerId, String senderId) {}

    /// What one device believes: it applies whatever it hears, in any order, any number of times.
    private static final class Believer {
        private final UserView user;
        private final Map<String, String> unseen = new ConcurrentHashMap<>();
        private final Map<String, Boolean> seen = new ConcurrentHashMap<>();
        private volatile boolean connected = true;
        private volatile String cursor;

        Believer(UserView user, String cursor) {
            this.user = user;
            this.cursor = cursor;
        }

        void hear(PushFrame frame) {
            if (!connected) {
                return;
            }
            if (frame.event().equals(SocketEvents.NEW_MESSAGE)) {
                apply(JSON.readValue(argument(frame), MessageView.class));
            } else if (frame.event().equals(SocketEvents.MESSAGE_SEEN)) {
                var event = JSON.readValue(argument(frame), Seen.class);
                if (event.readerId().equals(user.id())) {
                    event.messageIds().forEach(this::forget);
                }
            }
        }

        synchronized void apply(MessageView message) {
            if (!message.receiverId().equals(user.id())) {
                return;
            }
            if (message.seen()) {
                forget(message.id());
            } else if (!seen.containsKey(message.id())) {
                unseen.put(message.id(), message.senderId());
            }
        }

        synchronized void forget(String id) {
            seen.put(id, true);
            unseen.remove(id);
        }

        Map<String, Long> counts() {
            return unseen.values().stream().collect(Collectors.groupingBy(Function.identity(), Collectors.counting()));
        }

        private static String argument(PushFrame frame) {
            return frame.args().substring(1, frame.args().length() - 1);
        }
    }

    @Test
    void everyCounterShouldBeWhatARecountSays() {
        log.info("{} operations, seed {}", OPERATIONS, SEED);
        var random = new Random(SEED);
        try (var auth = new StubAuth();
                var stack = MessageStack.start(auth, RealMongo.uri(), RealRedis.uri())) {
            var people = IntStream.range(0, PEOPLE)
                    .mapToObj(i -> auth.signUp("P" + i))
                    .toList();
            var devices = people.stream()
                    .flatMap(user -> Stream.generate(() -> new Believer(user, cursor(stack, user)))
                            .limit(DEVICES))
                    .toList();
            var ears = people.stream().map(user -> listen(user, devices)).toList();

            long done = Flux.range(0, OPERATIONS)
                    .map(_ -> choose(random, stack, people, devices))
                    .flatMap(operation -> operation, AT_ONCE)
                    .count()
                    .blockOptional(Duration.ofMinutes(10))
                    .orElseThrow();

            log.info("{} operations changed something", done);
            devices.forEach(device -> catchUp(stack, device));
            await().atMost(Duration.ofSeconds(20)).untilAsserted(() -> compare(stack, people, devices));
            ears.forEach(Device::close);
        }
    }

    private static Device listen(UserView user, List<Believer> devices) {
        var mine = devices.stream().filter(device -> device.user.equals(user)).toList();
        return new Device(RealRedis.uri(), user, frame -> mine.forEach(device -> device.hear(frame)));
    }

    /// The operation is chosen here, one after the other, so that a seed repeats the choices; they run at the
    /// same time.
    private static Mono<?> choose(Random random, MessageStack stack, List<UserView> people, List<Believer> devices) {
        var one = people.get(random.nextInt(PEOPLE));
        var other = people.get(random.nextInt(PEOPLE));
        var device = devices.get(random.nextInt(devices.size()));
        int dice = random.nextInt(1000);
        if (dice < 550) {
            return stack.bean(MessageService.class)
                    .post(new Draft(UserId.parse(one.id()), UserId.parse(other.id()), "m" + dice, "", null));
        }
        if (dice < 900) {
            var known = device.unseen.keySet().stream().findAny();
            return known.isEmpty()
                    ? Mono.empty()
                    : stack.bean(UnreadService.class)
                            .markSeen(UserId.parse(device.user.id()), MessageId.parse(known.get()))
                            .thenReturn(dice);
        }
        if (dice < 980) {
            return elsewhere(
                    () -> stack.get(one, "/api/messages/" + other.id() + "?limit=" + (1 + random.nextInt(20))));
        }
        if (dice < 995) {
            device.connected = false;
            return Mono.just(dice);
        }
        return elsewhere(() -> {
            catchUp(stack, device);
            return dice;
        });
    }

    private static <T> Mono<T> elsewhere(Callable<T> call) {
        return Mono.fromCallable(call).subscribeOn(Schedulers.boundedElastic());
    }

    /// Listens first, then reads what was missed: nothing falls between.
    private static void catchUp(MessageStack stack, Believer device) {
        device.connected = true;
        boolean more = true;
        while (more) {
            var page = stack.get(device.user, "/api/messages/changes?limit=500&since=" + device.cursor);
            MessageStack.messages(page).forEach(device::apply);
            device.cursor = page.get("cursor").stringValue();
            more = page.get("more").booleanValue();
        }
    }

    private static String cursor(MessageStack stack, UserView user) {
        return stack.get(user, "/api/messages/changes").get("cursor").stringValue();
    }

    private static void compare(MessageStack stack, List<UserView> people, List<Believer> devices) {
        var stored = stack.bean(MessageCollection.class)
                .run(collection -> collection.find(new Document()))
                .collectList()
                .blockOptional()
                .orElseThrow();
        for (var user : people) {
            var recount = stored.stream()
                    .filter(message -> !message.getBoolean("seen", true))
                    .filter(message ->
                            message.getObjectId("receiverId").toHexString().equals(user.id()))
                    .collect(Collectors.groupingBy(
                            message -> message.getObjectId("senderId").toHexString(), Collectors.counting()));
            var answered = stack.bean(UnreadService.class)
                    .counts(UserId.parse(user.id()))
                    .blockOptional()
                    .orElseThrow();
            assertThat(answered.entrySet().stream()
                            .collect(Collectors.toMap(entry -> entry.getKey().toString(), Map.Entry::getValue)))
                    .as("the service's counts of %s, seed %d", user.fullName(), SEED)
                    .isEqualTo(recount);
            devices.stream()
                    .filter(device -> device.user.equals(user))
                    .forEach(device -> assertThat(device.counts())
                            .as("a device of %s, seed %d", user.fullName(), SEED)
                            .isEqualTo(recount));
        }
    }
}

package io.chatspace.message;

import static org.assertj.core.api.Assertions.assertThat;

import io.chatspace.contracts.MessageView;
import io.chatspace.kit.test.RealMongo;
import io.chatspace.kit.test.RealRedis;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/// Two nodes whose clocks are four seconds apart.
class ClockSkewIT {
    private static final Duration SKEW = Duration.ofSeconds(2);

    private final String database =
            "--chatspace.message.database=skew_" + UUID.randomUUID().toString().replace("-", "");

    @Test
    void whatIsSentAfterShouldSortAfterAndNothingBeMissedInTheFeed() {
        try (var auth = new StubAuth();
                var ahead = node(auth, SKEW);
                var behind = node(auth, SKEW.negated())) {
            var alice = auth.signUp("Alice");
            var bob = auth.signUp("Bob");
            var cursor = ahead.get(bob, "/api/messages/changes").get("cursor").stringValue();
            var sent = new ArrayList<MessageView>();
            for (int i = 0; i < 20; i++) {
                sent.add(i % 3 == 0 ? ahead.send(alice, bob, "m" + i) : behind.send(bob, alice, "m" + i));
            }

            for (var node : new MessageStack[] {ahead, behind}) {
                var read = node.get(alice, "/api/messages/" + bob.id());
                assertThat(MessageStack.messages(read))
                        .extracting(MessageView::id)
                        .containsExactlyElementsOf(
                                sent.stream().map(MessageView::id).toList());
            }
            assertThat(sent).extracting(MessageView::createdAt).isSorted().doesNotHaveDuplicates();
            var changes = behind.get(bob, "/api/messages/changes?since=" + cursor);
            assertThat(MessageStack.messages(changes)).hasSize(20);
        }
    }

    private MessageStack node(StubAuth auth, Duration skew) {
        return MessageStack.start(
                Clock.offset(Clock.systemUTC(), skew), auth, RealMongo.uri(), RealRedis.uri(), database);
    }
}

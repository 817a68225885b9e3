package io.chatspace.presence.push;

import static org.assertj.core.api.Assertions.assertThat;

import io.chatspace.contracts.PushFrame;
import io.chatspace.kit.security.Caller;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Mono;

class UserFeedTest {
    private final List<String> sent = new ArrayList<>();
    private final List<String> events = new ArrayList<>();
    private final UserFeed feed = new UserFeed(
            new Caller("u", null, false, "token"),
            frame -> {
                sent.add(frame.logId());
                events.add(frame.event());
            },
            Mono.empty());

    @Test
    void entryShouldGoOutOnce() {
        feed.live(frame("5-0", 1));
        feed.live(frame("5-0", 1));
        feed.live(frame("4-9", 2));
        feed.live(frame("5-1", 3));

        assertThat(sent).containsExactly("5-0", "5-1");
    }

    @Test
    void framesWithoutAPlaceInTheLogShouldAlwaysPass() {
        feed.live(frame("5-0", 1));
        feed.live(new PushFrame("-", "typing", "[{}]"));
        feed.live(new PushFrame("-", "typing", "[{}]"));

        assertThat(sent).containsExactly("5-0", "-", "-");
    }

    @Test
    void liveFramesShouldWaitBehindACatchUpAndNotDouble() {
        feed.live(frame("5-0", 1));
        feed.beginCatchUp();
        feed.live(frame("8-0", 4));
        feed.live(frame("9-0", 5));

        feed.endCatchUp(List.of(frame("6-0", 2), frame("7-0", 3), frame("8-0", 4)));

        assertThat(sent).containsExactly("5-0", "6-0", "7-0", "8-0", "9-0");
    }

    @Test
    void messageThatWentOutBeforeShouldNotComeAgainFromTheDatabase() {
        feed.live(frame("5-0", 1));
        feed.beginCatchUp();

        feed.endCatchUp(List.of(frame(LogIds.made(4), 1), frame(LogIds.made(5), 2)));

        assertThat(sent).containsExactly("5-0", LogIds.made(5));
    }

    @Test
    void pushOfAMessageThatCameFromTheDatabaseShouldOnlyMoveThePlace() {
        feed.beginCatchUp();
        feed.endCatchUp(List.of(frame(LogIds.made(4), 1), frame(LogIds.made(5), 2)));

        feed.live(frame("7-0", 1));
        feed.live(frame("8-0", 2));
        feed.live(frame("9-0", 3));

        assertThat(events).containsExactly("newMessage", "newMessage", "push:offset", "push:offset", "newMessage");
        assertThat(feed.lastId()).isEqualTo("9-0");
    }

    @Test
    void madeIdShouldNotHideRealOnesWhoseClockIsBehind() {
        feed.beginCatchUp();
        feed.endCatchUp(List.of(frame(LogIds.made(1_000_000), 1)));

        feed.live(frame("999-0", 2));

        assertThat(sent).containsExactly(LogIds.made(1_000_000), "999-0");
        assertThat(feed.lastId()).isEqualTo("999-0");
    }

    @Test
    void overlappingCatchUpsShouldReleaseLiveFramesWithTheLast() {
        feed.beginCatchUp();
        feed.beginCatchUp();
        feed.live(frame("3-0", 3));
        feed.endCatchUp(List.of(frame("1-0", 1)));
        assertThat(sent).containsExactly("1-0");

        feed.endCatchUp(List.of(frame("2-0", 2)));

        assertThat(sent).containsExactly("1-0", "2-0", "3-0");
    }

    @Test
    void messagesThatWaitedShouldGoOutInTheOrderOfTheirConversation() {
        feed.live(frame("5-0", 1));
        feed.beginCatchUp();
        feed.live(at("6-0", "00:00:03.000", 4));
        feed.live(new PushFrame("7-0", "messageSeen", "[{}]"));
        feed.live(at("8-0", "00:00:01.000", 3));
        feed.live(at("9-0", "00:00:01.000", 2));
        feed.live(at("6-0", "00:00:03.000", 4));

        feed.endCatchUp(List.of());
        feed.live(at("8-0", "00:00:01.000", 3));

        assertThat(sent).containsExactly("5-0", "9-0", "7-0", "8-0", "6-0");
        assertThat(feed.lastId()).isEqualTo("9-0");
    }

    private static PushFrame at(String logId, String time, int message) {
        return new PushFrame(
                logId, "newMessage", "[{\"_id\":\"%024d\",\"createdAt\":\"2026-11-28T%sZ\"}]".formatted(message, time));
    }

    private static PushFrame frame(String logId, int message) {
        return new PushFrame(logId, "newMessage", "[{\"_id\":\"%024d\"}]".formatted(message));
    }
}

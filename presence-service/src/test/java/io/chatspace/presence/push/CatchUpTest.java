package io.chatspace.presence.push;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.mockito.ArgumentMatchers.any;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.when;

import io.chatspace.contracts.PushFrame;
import io.chatspace.kit.security.Caller;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Mono;
import tools.jackson.databind.json.JsonMapper;

class CatchUpTest {
    private static final Instant BEFORE = Instant.parse("2026-01-01T00:00:00Z");
    private static final Instant SINCE = BEFORE.plusSeconds(60);
    private static final Duration BOTH_LOOKS = Duration.ofSeconds(15);

    private final List<String> sent = new CopyOnWriteArrayList<>();
    private final List<Instant> asked = new CopyOnWriteArrayList<>();
    private final RedisHealth health = mock(RedisHealth.class);
    private final UserFeeds feeds = mock(UserFeeds.class);
    private final UserLog log = mock(UserLog.class);
    private final MessageHistory history = mock(MessageHistory.class);
    private final FrameCheck check = mock(FrameCheck.class);
    private final UserFeed feed =
            new UserFeed(new Caller("u", null, false, "token"), frame -> sent.add(frame.logId()), Mono.empty());
    private final CatchUp catchUp = new CatchUp(feeds, log, history, check, new JsonMapper(), health);

    @BeforeEach
    void wire() {
        when(health.lastAnswer()).thenReturn(BEFORE);
        when(feeds.all()).thenReturn(List.of(feed));
        when(feeds.subscribe(feed)).thenReturn(Mono.empty());
        when(check.pass(any(), any())).thenReturn(true);
        when(log.after(any(), any())).thenReturn(Mono.just(new UserLog.Page(List.of(frame("5-0")), true)));
        when(history.receivedSince(any(), any(), any())).thenAnswer(call -> {
            asked.add(call.getArgument(2));
            return Mono.just(List.of());
        });
    }

    @Test
    void anAnswerOnAnotherConnectionShouldNotHideWhenTheOutageBegan() {
        var running = catchUp.run();

        catchUp.disconnected();
        when(health.lastAnswer()).thenReturn(SINCE);
        catchUp.reconnected();

        await().until(() -> !asked.isEmpty());
        running.dispose();
        assertThat(asked).containsOnly(BEFORE.minus(UserRecovery.OVERLAP));
    }

    @Test
    void whatComesLiveAfterAnOutageShouldWaitForWhatWasMissed() {
        var running = catchUp.run();

        catchUp.lost();
        feed.live(frame("9-0"));
        assertThat(sent).isEmpty();
        catchUp.back();

        await().atMost(BOTH_LOOKS).until(() -> sent.contains("9-0"));
        running.dispose();
        assertThat(sent).startsWith("5-0").endsWith("9-0");
        assertThat(asked).hasSize(2);
    }

    @Test
    void redisShouldNotBeTakenForBackWithoutTheSubscriptions() {
        var running = catchUp.run();

        catchUp.disconnected();
        catchUp.back();
        feed.live(frame("9-0"));
        assertThat(asked).isEmpty();
        catchUp.reconnected();

        await().atMost(BOTH_LOOKS).until(() -> sent.contains("9-0"));
        running.dispose();
        assertThat(asked).hasSize(2);
    }

    private static PushFrame frame(String id) {
        return new PushFrame(id, "event", "[{}]");
    }
}

package io.chatspace.presence.roster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mockito.Answers.RETURNS_DEEP_STUBS;
import static org.mockito.ArgumentMatchers.any;
import static org.mockito.Mockito.doAnswer;
import static org.mockito.Mockito.mock;

import io.chatspace.socketio.server.EncodedPacket;
import io.chatspace.socketio.server.Namespace;
import io.chatspace.socketio.server.Socket;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import reactor.test.scheduler.VirtualTimeScheduler;
import tools.jackson.databind.json.JsonMapper;

/// What the whole list costs, and when it comes.
class RosterBroadcastTest {
    private static final int BUDGET = 1_000_000;
    private static final int LISTENERS = 100;
    private static final String USER = "6b0b4d8fe3b25dc7a9567297";

    private final VirtualTimeScheduler time = VirtualTimeScheduler.create();
    private final Namespace sockets = mock(RETURNS_DEEP_STUBS);
    private final Socket newcomer = mock();
    private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
    private final List<Long> broadcasts = new ArrayList<>();
    private final List<String> online = new ArrayList<>();
    private final RosterBroadcast list =
            new RosterBroadcast(() -> online, sockets, JsonMapper.shared(), BUDGET, time, meters);
    private long bytes;

    @BeforeEach
    void listen() {
        list.receiversAre(LISTENERS);
        var all = sockets.to(RosterBroadcast.LISTENERS).local();
        doAnswer(call -> {
                    broadcasts.add(time.now(TimeUnit.MILLISECONDS));
                    bytes += (long) LISTENERS * size(call.getArgument(0));
                    return null;
                })
                .when(all)
                .send(any(EncodedPacket.class));
        doAnswer(call -> {
                    bytes += size(call.getArgument(0));
                    return null;
                })
                .when(newcomer)
                .send(any(EncodedPacket.class));
    }

    @Test
    void aChangeInQuietShouldBeToldAtOnce() {
        change();
        time.advanceTimeBy(Duration.ZERO);

        assertThat(broadcasts).containsExactly(0L);
    }

    @Test
    void changesShouldBeToldTogetherAndNoSoonerThanTheBudgetAllows() {
        usersOnline(1_000);
        for (int second = 0; second < 60; second++) {
            changeAndWelcome(0);
        }

        assertThat(bytes).isBetween(BUDGET * 40L, BUDGET * 48L);
        assertThat(broadcasts).hasSizeGreaterThan(12);
        assertThat(meters.get("chatspace.presence.broadcast.spacing").gauge().value())
                .isBetween(3.7, 4.0);
    }

    @Test
    void theListsOfNewcomersShouldComeOutOfTheSameBudget() {
        usersOnline(1_000);
        for (int second = 0; second < 60; second++) {
            changeAndWelcome(20);
        }

        assertThat(bytes).isBetween(BUDGET * 40L, BUDGET * 60L);
    }

    @Test
    void newcomersShouldNotKeepTheListFromOthersForGood() {
        usersOnline(1_000);
        for (int second = 0; second < 200; second++) {
            changeAndWelcome(100);
        }

        assertThat(broadcasts).hasSize(4);
        assertThat(broadcasts.getLast()).isBetween(180_000L, 182_000L);
    }

    private void changeAndWelcome(int newcomers) {
        change();
        for (int i = 0; i < newcomers; i++) {
            list.welcome(newcomer);
        }
        time.advanceTimeBy(Duration.ofSeconds(1));
    }

    private void usersOnline(int count) {
        online.addAll(Collections.nCopies(count, USER));
    }

    private void change() {
        list.changed(new Roster.Change(List.of(), List.of()));
    }

    private static int size(EncodedPacket packet) {
        return packet.messages("/").getFirst().size();
    }
}

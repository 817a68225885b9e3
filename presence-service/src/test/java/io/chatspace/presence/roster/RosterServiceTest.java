package io.chatspace.presence.roster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mockito.ArgumentMatchers.any;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.never;
import static org.mockito.Mockito.verify;
import static org.mockito.Mockito.when;

import io.chatspace.contracts.NodeInfo;
import io.chatspace.contracts.PresenceDelta;
import io.chatspace.presence.push.RedisHealth;
import io.chatspace.presence.push.SkippedMessages;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;
import tools.jackson.databind.json.JsonMapper;

/// What is told of a change that meets a reading of Redis on its way.
class RosterServiceTest {
    private static final String ANNA = "a".repeat(24);
    private static final String BOB = "b".repeat(24);
    private static final NodeInfo NODE = new NodeInfo("us", "http://127.0.0.1:1", 0, 10, false);

    private final RosterStore store = mock();
    private final JsonMapper json = JsonMapper.builder().build();
    private final List<Roster.Change> told = new ArrayList<>();
    private final RosterService roster = new RosterService(
            "us",
            Duration.ofSeconds(6),
            store,
            json,
            mock(RedisHealth.class),
            mock(SkippedMessages.class),
            Clock.systemUTC(),
            new SimpleMeterRegistry());

    @BeforeEach
    void listen() {
        roster.listen(told::add);
        when(store.change(any(), any(), any(), any())).thenReturn(Mono.just(0L));
        when(store.publish(any())).thenReturn(Mono.empty());
        when(store.renew(any(), any())).thenReturn(Mono.just(Set.of("us", "them")));
    }

    private void hear(long sequence, List<String> joins, List<String> leaves) {
        roster.receive(json.writeValueAsString(new PresenceDelta("them", sequence, joins, leaves)));
    }

    @Test
    void whoJoinsWhileTheirNodeIsReadShouldNotBeShownAsGone() {
        Sinks.One<Set<String>> read = Sinks.one();
        when(store.usersOf("them")).thenReturn(read.asMono());
        var _ = roster.beat(NODE).subscribe();

        hear(1, List.of(ANNA), List.of());
        read.tryEmitValue(Set.of(BOB)).orThrow();

        assertThat(told)
                .extracting(Roster.Change::leaves)
                .allSatisfy(leaves -> assertThat(leaves).isEmpty());
        assertThat(roster.online()).containsExactlyInAnyOrder(ANNA, BOB);
    }

    @Test
    void whoLeavesWhileTheirNodeIsReadShouldNotBeShownAsBack() {
        Sinks.One<Set<String>> read = Sinks.one();
        when(store.usersOf("them")).thenReturn(read.asMono());
        var _ = roster.beat(NODE).subscribe();

        hear(1, List.of(), List.of(ANNA));
        read.tryEmitValue(Set.of(ANNA, BOB)).orThrow();

        assertThat(told).extracting(Roster.Change::joins).containsExactly(List.of(BOB));
    }

    /// It was away for less time than a beat waits for it, and has forgotten every lease.
    @Test
    void aRedisThatIsBackEmptyShouldNotMakeNodesDeadThatHadNoTimeToReturn() {
        when(store.usersOf("them")).thenReturn(Mono.just(Set.of(BOB)));
        var _ = roster.beat(NODE).subscribe();
        when(store.renew(any(), any())).thenReturn(Mono.just(Set.of("us")));

        roster.disconnected();
        var _ = roster.beat(NODE).subscribe();
        roster.doubtAll();
        var _ = roster.beat(NODE).subscribe();

        assertThat(roster.online()).containsExactly(BOB);
        assertThat(told).flatExtracting(Roster.Change::leaves).isEmpty();
    }

    @Test
    void whoJoinsHereWhileOurOwnAreReadShouldStay() {
        Sinks.One<Set<String>> own = Sinks.one();
        when(store.usersOf("us")).thenReturn(own.asMono());
        when(store.usersOf("them")).thenReturn(Mono.just(Set.of()));
        when(store.change(any(), any(), any(), any())).thenReturn(Mono.just(1L));
        var _ = roster.beat(NODE).subscribe();

        var _ = roster.join(ANNA).subscribe();
        own.tryEmitValue(Set.of(ANNA)).orThrow();

        verify(store, never()).change("us", List.of(), List.of(ANNA), Duration.ofSeconds(6));
        assertThat(roster.online()).containsExactly(ANNA);
    }
}

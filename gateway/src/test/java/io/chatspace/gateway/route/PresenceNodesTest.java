package io.chatspace.gateway.route;

import static org.assertj.core.api.Assertions.assertThat;

import io.chatspace.contracts.NodeInfo;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class PresenceNodesTest {
    private Instant now = Instant.parse("2026-01-01T00:00:00Z");
    private final Clock clock = new Clock() {
        @Override
        public ZoneOffset getZone() {
            return ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(java.time.ZoneId zone) {
            return this;
        }

        @Override
        public Instant instant() {
            return now;
        }
    };
    private final PresenceNodes nodes = new PresenceNodes(URI.create("http://fallback:1"), clock);

    @Test
    void sessionShouldGoToTheNodeThatItsIdNames() {
        nodes.replace(List.of(node("a", 0), node("b", 0)));

        var node = nodes.ofSession("b.xyz");

        assertThat(node).isNotNull();
        assertThat(node.url()).isEqualTo(URI.create("http://b:1"));
        assertThat(nodes.ofSession("c.xyz")).isNull();
        assertThat(nodes.ofSession("bxyz")).isNull();
        assertThat(nodes.ofSession(".b")).isNull();
    }

    @Test
    void newSessionsShouldSpreadThoughNodesHaveNotCountedThemYet() {
        nodes.replace(List.of(node("a", 0), node("b", 0)));

        var chosen = java.util.stream.IntStream.range(0, 10)
                .mapToObj(_ -> nodes.forNewSession(Set.of()))
                .map(PresenceNodes.Node::id)
                .toList();

        assertThat(chosen).filteredOn("a"::equals).hasSize(5);
    }

    @Test
    void leastLoadedNodeShouldBeChosenByShareOfItsCapacity() {
        nodes.replace(List.of(
                new NodeInfo("small", "http://small:1", 60, 100, false),
                new NodeInfo("large", "http://large:1", 100, 1000, false)));

        assertThat(nodes.forNewSession(Set.of()))
                .extracting(PresenceNodes.Node::id)
                .isEqualTo("large");
    }

    @Test
    void drainingNodeShouldKeepItsSessionsAndGetNoNewOnes() {
        nodes.replace(List.of(new NodeInfo("a", "http://a:1", 0, 10, true), node("b", 9)));

        assertThat(nodes.forNewSession(Set.of()))
                .extracting(PresenceNodes.Node::id)
                .isEqualTo("b");
        assertThat(nodes.ofSession("a.x")).isNotNull();
    }

    @Test
    void requestsShouldGoToADrainingNodeOnlyWhereAllDrain() {
        var draining = new NodeInfo("a", "http://a:1", 0, 10, true);
        nodes.replace(List.of(draining, node("b", 9)));
        assertThat(nodes.forRequest(Set.of()))
                .extracting(PresenceNodes.Node::id)
                .isEqualTo("b");

        nodes.replace(List.of(draining));
        assertThat(nodes.forRequest(Set.of()))
                .extracting(PresenceNodes.Node::id)
                .isEqualTo("a");
        assertThat(nodes.forNewSession(Set.of())).isNull();
    }

    @Test
    void nodeThatFailedShouldBeAvoidedForAWhile() {
        nodes.replace(List.of(node("a", 0), node("b", 50)));
        var failed = nodes.ofSession("a.x");
        assertThat(failed).isNotNull();

        nodes.failed(failed);

        assertThat(nodes.forNewSession(Set.of()))
                .extracting(PresenceNodes.Node::id)
                .isEqualTo("b");
        now = now.plus(Duration.ofSeconds(4));
        assertThat(nodes.forNewSession(Set.of()))
                .extracting(PresenceNodes.Node::id)
                .isEqualTo("a");
    }

    @Test
    void triedNodesShouldNotBeChosenAgain() {
        nodes.replace(List.of(node("a", 0), node("b", 0)));

        assertThat(nodes.forNewSession(Set.of("a")))
                .extracting(PresenceNodes.Node::id)
                .isEqualTo("b");
        assertThat(nodes.forNewSession(Set.of("a", "b"))).isNull();
    }

    @Test
    void fallbackShouldServeWhileNoNodeIsKnown() {
        assertThat(nodes.forNewSession(Set.of()))
                .extracting(PresenceNodes.Node::url)
                .isEqualTo(URI.create("http://fallback:1"));
        assertThat(nodes.forNewSession(Set.of(""))).isNull();
    }

    private static NodeInfo node(String id, int sessions) {
        return new NodeInfo(id, "http://" + id + ":1", sessions, 100, false);
    }
}

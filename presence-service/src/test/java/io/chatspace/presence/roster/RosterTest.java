package io.chatspace.presence.roster;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class RosterTest {
    private final Roster roster = new Roster();

    @Test
    void userShouldBeOnlineUntilTheLastNodeHasLetGo() {
        assertThat(roster.apply("a", List.of("u"), List.of()).joins()).containsExactly("u");
        assertThat(roster.apply("b", List.of("u"), List.of()).isEmpty()).isTrue();

        assertThat(roster.apply("a", List.of(), List.of("u")).isEmpty()).isTrue();
        assertThat(roster.isOnline("u")).isTrue();

        assertThat(roster.apply("b", List.of(), List.of("u")).leaves()).containsExactly("u");
        assertThat(roster.online()).isEmpty();
    }

    @Test
    void repeatedDeltaShouldChangeNothing() {
        roster.apply("a", List.of("u"), List.of());

        assertThat(roster.apply("a", List.of("u"), List.of()).isEmpty()).isTrue();
        roster.apply("a", List.of(), List.of("u"));
        assertThat(roster.apply("a", List.of(), List.of("u")).isEmpty()).isTrue();
    }

    @Test
    void deadNodeShouldTakeOnlyUsersThatNobodyElseHas() {
        roster.apply("a", List.of("u", "v"), List.of());
        roster.apply("b", List.of("v"), List.of());

        assertThat(roster.removeNode("a").leaves()).containsExactly("u");
        assertThat(roster.online()).containsExactly("v");
        assertThat(roster.removeNode("a").isEmpty()).isTrue();
    }

    @Test
    void snapshotShouldCorrectWhatWasMissed() {
        roster.apply("a", List.of("stays", "left"), List.of());

        var change = roster.replace("a", Set.of("stays", "came"));

        assertThat(change.joins()).containsExactly("came");
        assertThat(change.leaves()).containsExactly("left");
        assertThat(roster.usersOf("a")).containsExactlyInAnyOrder("stays", "came");
    }
}

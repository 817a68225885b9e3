package io.chatspace.contracts;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import java.util.List;

/// What changed on one node: users whose first socket came, and users whose last one went.
///
/// @param sequence counts up by one per delta of a node since it started, so that a gap is seen
@JsonIgnoreProperties(ignoreUnknown = true)
public record PresenceDelta(String node, long sequence, List<String> joins, List<String> leaves) {
    public PresenceDelta {
        joins = List.copyOf(joins);
        leaves = List.copyOf(leaves);
    }
}

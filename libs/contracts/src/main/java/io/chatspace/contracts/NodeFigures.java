package io.chatspace.contracts;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import java.util.List;

/// What a presence node tells of its work. Counters only grow from its start on: whoever wants a rate
/// subtracts two readings that have the same `startedAt`.
///
/// @param users     users with a socket here
/// @param startedAt milliseconds since 1970
/// @param pushes    events that came for users and were handed to their sockets here; an event for
///                  several sockets of a user counts once
/// @param latency   of messages, from when they were made until they were handed to sockets here
@JsonIgnoreProperties(ignoreUnknown = true)
public record NodeFigures(int users, long startedAt, long pushes, Histogram latency) {

    /// How often a duration was at most so long.
    ///
    /// @param upTo   bounds in milliseconds, ascending
    /// @param counts one for each bound, of what was longer than the bound before it, and one of what was
    ///               longer than all
    @JsonIgnoreProperties(ignoreUnknown = true)
    public record Histogram(List<Integer> upTo, List<Long> counts) {
        public Histogram {
            upTo = List.copyOf(upTo);
            counts = List.copyOf(counts);
            if (counts.size() != upTo.size() + 1) {
                throw new IllegalArgumentException("One more count than bounds");
            }
        }
    }
}

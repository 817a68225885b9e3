package io.chatspace.contracts;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import org.jspecify.annotations.Nullable;

/// A presence node as the registry lists it.
///
/// @param id       prefix of the session ids it makes: `<id>.<random>`; 1 to 32 of `[a-z0-9-]`
/// @param url      where gateways reach it, `http://host:port`
/// @param sessions open sessions when it last renewed its lease
/// @param capacity sessions it is willing to hold
/// @param draining true once it takes no new sessions
/// @param figures  what else it tells of itself; null from a node of an earlier release
@JsonIgnoreProperties(ignoreUnknown = true)
public record NodeInfo(
        String id,
        String url,
        int sessions,
        int capacity,
        boolean draining,
        @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable NodeFigures figures) {
    public NodeInfo(String id, String url, int sessions, int capacity, boolean draining) {
        this(id, url, sessions, capacity, draining, null);
    }
}

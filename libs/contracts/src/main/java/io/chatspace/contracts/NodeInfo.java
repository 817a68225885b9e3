package io.chatspace.contracts;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;

/// A presence node as the registry lists it.
///
/// @param id       prefix of the session ids it makes: `<id>.<random>`; 1 to 32 of `[a-z0-9-]`
/// @param url      where gateways reach it, `http://host:port`
/// @param sessions open sessions when it last renewed its lease
/// @param capacity sessions it is willing to hold
/// @param draining true once it takes no new sessions
@JsonIgnoreProperties(ignoreUnknown = true)
public record NodeInfo(String id, String url, int sessions, int capacity, boolean draining) {}

package io.chatspace.contracts;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;

/// What an operator asks of a presence node.
///
/// @param drain true: let its sessions go, and take none; false: take sessions again
@JsonIgnoreProperties(ignoreUnknown = true)
public record NodeOrder(String node, boolean drain) {}

package io.chatspace.message.switches;

/// How a switch stands.
///
/// @param version 0 where nobody has ever turned it, and one more with each turn
record SwitchState(boolean enabled, long version) {}

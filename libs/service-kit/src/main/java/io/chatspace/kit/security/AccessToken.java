package io.chatspace.kit.security;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// An access token that was checked.
///
/// @param issuedAt to the second; null where it does not say
public record AccessToken(Caller caller, @Nullable Instant issuedAt, Instant expiresAt) {}

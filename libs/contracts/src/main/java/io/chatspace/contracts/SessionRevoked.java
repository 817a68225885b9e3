package io.chatspace.contracts;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import org.jspecify.annotations.Nullable;

/// Tokens that no longer count, though they have not expired.
///
/// @param userId       whose tokens
/// @param sessionId    only those of this session, or null for all of the user's
/// @param issuedBefore epoch milliseconds: only tokens issued before; tokens of a later login stay good
/// @param until        epoch milliseconds from which every such token has expired by itself
@JsonIgnoreProperties(ignoreUnknown = true)
public record SessionRevoked(
        String userId,
        @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable String sessionId,
        long issuedBefore,
        long until) {}

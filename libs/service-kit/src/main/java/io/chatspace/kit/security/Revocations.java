package io.chatspace.kit.security;

/// Whether a token that is otherwise good was revoked. Asked on every request: answers from memory.
@FunctionalInterface
public interface Revocations {
    boolean revoked(AccessToken token);
}

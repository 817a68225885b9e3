package io.chatspace.kit.security;

import org.springframework.security.oauth2.jwt.Jwt;

/// Whether a token that is otherwise good was revoked. Asked on every request: answers from memory.
@FunctionalInterface
public interface Revocations {
    boolean revoked(Jwt token);
}

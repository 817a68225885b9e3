package io.chatspace.auth.user;

import org.jspecify.annotations.Nullable;

/// What a user wants to show from now on; null keeps what is there.
public record ProfileChange(
        @Nullable String fullName,
        @Nullable String bio,
        @Nullable String profilePic) {
    public boolean isEmpty() {
        return fullName == null && bio == null && profilePic == null;
    }
}

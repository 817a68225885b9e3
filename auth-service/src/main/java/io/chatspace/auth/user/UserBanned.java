package io.chatspace.auth.user;

import io.chatspace.kit.error.DomainError;
import io.chatspace.kit.error.ErrorKind;

/// An admin has shut this user out. Told only to whoever has shown that they are the user.
public final class UserBanned extends DomainError {
    public UserBanned() {
        super(ErrorKind.FORBIDDEN, "user_banned", "This account has been banned by an administrator");
    }
}

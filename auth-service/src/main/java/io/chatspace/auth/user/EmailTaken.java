package io.chatspace.auth.user;

/// Another user has that address: the unique index said so.
public final class EmailTaken extends RuntimeException {
    EmailTaken(Throwable cause) {
        super("E-mail address is taken", cause, false, false);
    }
}

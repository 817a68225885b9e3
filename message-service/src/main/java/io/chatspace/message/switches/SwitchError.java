package io.chatspace.message.switches;

import io.chatspace.kit.error.DomainError;
import io.chatspace.kit.error.ErrorKind;

/// Why a switch was not turned.
public abstract sealed class SwitchError extends DomainError {
    private SwitchError(ErrorKind kind, String code, String message) {
        super(kind, code, message);
    }

    public static final class NotAdmin extends SwitchError {
        NotAdmin() {
            super(ErrorKind.FORBIDDEN, "not_admin", "Admin access required");
        }
    }

    public static final class NotBoolean extends SwitchError {
        NotBoolean() {
            super(ErrorKind.INVALID, "invalid", "enabled must be boolean");
        }
    }
}

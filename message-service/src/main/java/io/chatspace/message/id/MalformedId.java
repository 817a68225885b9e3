package io.chatspace.message.id;

import io.chatspace.kit.error.DomainError;
import io.chatspace.kit.error.ErrorKind;

/// Text where an id was expected that can't be one.
public final class MalformedId extends DomainError {
    MalformedId(String what) {
        super(ErrorKind.INVALID, "malformed_id", "Malformed " + what + " id: expected 24 hexadecimal digits");
    }
}

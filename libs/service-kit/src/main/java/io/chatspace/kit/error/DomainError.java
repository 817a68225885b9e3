package io.chatspace.kit.error;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/// The root of every feature's sealed error family. Stackless: a client's mistake is not worth a stack trace.
///
/// The message is shown to clients as it is, so it never carries another component's words; the cause goes to the
/// log
/// only.
public abstract class DomainError extends RuntimeException {
    private final ErrorKind kind;
    private final String code;

    /// @param code a stable slug, `lower_snake_case`
    protected DomainError(ErrorKind kind, String code, String message) {
        this(kind, code, message, null);
    }

    protected DomainError(ErrorKind kind, String code, String message, @Nullable Throwable cause) {
        super(message, cause, false, false);
        this.kind = kind;
        this.code = code;
    }

    public ErrorKind kind() {
        return kind;
    }

    public String code() {
        return code;
    }

    /// The sentence for clients.
    public String text() {
        var message = getMessage();
        return message == null ? code : message;
    }

    /// When to try again, rendered as `Retry-After` in whole seconds; null where there is no telling.
    public @Nullable Duration retryAfter() {
        return null;
    }
}

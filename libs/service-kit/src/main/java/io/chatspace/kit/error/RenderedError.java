package io.chatspace.kit.error;

import java.time.Duration;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;
import org.springframework.core.io.buffer.DataBufferLimitException;
import org.springframework.dao.DataAccessResourceFailureException;
import org.springframework.dao.TransientDataAccessException;
import org.springframework.http.HttpStatus;
import org.springframework.http.HttpStatusCode;
import org.springframework.web.ErrorResponse;
import org.springframework.web.bind.support.WebExchangeBindException;
import org.springframework.web.server.ServerWebInputException;

/// What a client is told of a failure: nothing of it comes from a library's message.
///
/// @param ours true where the fault is the service's and belongs in the log as an error
record RenderedError(
        HttpStatusCode status,
        String code,
        String message,
        @Nullable Duration retryAfter,
        boolean ours) {
    private static final Duration SOON = Duration.ofSeconds(1);

    static RenderedError of(Throwable error) {
        if (error instanceof DomainError domain) {
            var status = domain.kind().status();
            return new RenderedError(
                    status, domain.code(), domain.text(), domain.retryAfter(), domain.kind() == ErrorKind.FAILED);
        }
        if (causedBy(error, DataBufferLimitException.class)) {
            return client(HttpStatus.CONTENT_TOO_LARGE, "too_large", "Request body is too large");
        }
        if (error instanceof WebExchangeBindException bind) {
            var field = bind.getFieldError();
            var text = field == null || field.getDefaultMessage() == null
                    ? "Request is not valid"
                    : field.getField() + " " + field.getDefaultMessage();
            return client(HttpStatus.BAD_REQUEST, "invalid", text);
        }
        if (error instanceof ServerWebInputException) {
            return client(
                    HttpStatus.BAD_REQUEST,
                    "malformed_request",
                    "Request could not be read: check the body, its Content-Type and the types of its fields");
        }
        if (error instanceof ErrorResponse response) {
            return ofStatus(response.getStatusCode());
        }
        if (unavailable(error)) {
            return new RenderedError(
                    HttpStatus.SERVICE_UNAVAILABLE, "unavailable", "Service unavailable, please try again", SOON, true);
        }
        return new RenderedError(HttpStatus.INTERNAL_SERVER_ERROR, "internal", "Internal server error", null, true);
    }

    static RenderedError ofStatus(HttpStatusCode status) {
        return switch (status.value()) {
            case 400 -> client(status, "malformed_request", "Request could not be read");
            case 404 -> client(status, "not_found", "Not found");
            case 405 -> client(status, "method_not_allowed", "Method not allowed here");
            case 406 -> client(status, "not_acceptable", "None of the accepted media types can be served");
            case 413 -> client(status, "too_large", "Request body is too large");
            case 415 -> client(status, "unsupported_media_type", "Content-Type is not supported here");
            case 429 -> client(status, "rate_limited", "Too many requests, please slow down");
            case 502, 503 ->
                new RenderedError(
                        HttpStatus.SERVICE_UNAVAILABLE,
                        "unavailable",
                        "Service unavailable, please try again",
                        SOON,
                        true);
            case 504 -> new RenderedError(status, "timeout", "The service took too long, please try again", SOON, true);
            default ->
                status.is4xxClientError()
                        ? client(status, "refused", "Request refused")
                        : new RenderedError(status, "internal", "Internal server error", null, true);
        };
    }

    private static RenderedError client(HttpStatusCode status, String code, String message) {
        return new RenderedError(status, code, message, null, false);
    }

    private static boolean unavailable(Throwable error) {
        return error instanceof TransientDataAccessException
                || error instanceof DataAccessResourceFailureException
                || error instanceof TimeoutException
                || causedBy(error, java.net.ConnectException.class);
    }

    private static boolean causedBy(Throwable error, Class<? extends Throwable> type) {
        for (@Nullable Throwable at = error; at != null; at = at.getCause()) {
            if (type.isInstance(at)) {
                return true;
            }
        }
        return false;
    }
}

package io.chatspace.contracts;

/// The error envelope of every path under `/api`: `{"success":false,"message":"...","code":"..."}`.
///
/// @param message a sentence for people, safe to show
/// @param code    a stable slug for programs
public record ErrorBody(boolean success, String message, String code) {
    public static ErrorBody of(String code, String message) {
        return new ErrorBody(false, message, code);
    }
}

package io.chatspace.engineio.server;

/// An HTTP request that waits for its answer. Any thread may call.
public interface Exchange {
    /// Answers; only the first call counts. Whoever implements it adds length, CORS and cache headers, and to a 503
    /// a `Retry-After` of a second.
    void respond(int status, String contentType, byte[] body);

    /// Runs the action, once and on any thread, if the client goes away before the answer.
    void onAbort(Runnable action);
}

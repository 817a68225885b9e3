package io.chatspace.engineio.server;

import java.nio.charset.StandardCharsets;

/// The fixed answers of the engine.
final class Answers {
    static final String TEXT = "text/plain; charset=UTF-8";
    private static final String HTML = "text/html";
    private static final String JSON = "application/json";
    private static final byte[] OK = "ok".getBytes(StandardCharsets.US_ASCII);

    private Answers() {}

    static void ok(Exchange exchange) {
        exchange.respond(200, HTML, OK);
    }

    static void error(Exchange exchange, EngineError error) {
        exchange.respond(error.status(), JSON, error.json().getBytes(StandardCharsets.UTF_8));
    }

    /// The numbered error, for the 413 of a body that is too large.
    static void tooLarge(Exchange exchange) {
        exchange.respond(413, JSON, EngineError.BAD_REQUEST.json().getBytes(StandardCharsets.UTF_8));
    }
}

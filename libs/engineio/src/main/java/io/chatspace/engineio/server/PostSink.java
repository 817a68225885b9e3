package io.chatspace.engineio.server;

/// Where the body of an accepted POST goes.
public final class PostSink {
    private final Session session;
    private final Exchange exchange;

    PostSink(Session session, Exchange exchange) {
        this.session = session;
        this.exchange = exchange;
    }

    /// The body is whole; the exchange is answered in time.
    public void complete(PostBody body) {
        session.loop().execute(() -> session.endPost(exchange, body));
    }

    /// The body is larger than `maxPayload`: answers 413. The session goes on.
    public void tooLarge() {
        session.loop().execute(() -> session.dropPost(exchange));
        Answers.tooLarge(exchange);
    }
}

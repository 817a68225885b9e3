package io.chatspace.presence;

import io.chatspace.contracts.MessageView;
import io.chatspace.contracts.Timestamps;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicLong;

/// Ids and messages that are like nobody else's.
final class Ids {
    private static final AtomicLong NEXT = new AtomicLong(System.currentTimeMillis() << 20);

    private Ids() {}

    static String next() {
        return "%024x".formatted(NEXT.incrementAndGet());
    }

    static MessageView message(String from, String to, String text) {
        var now = Timestamps.format(Instant.now());
        return new MessageView(next(), from, to, text, "", false, now, now, false, 1, null, null, null);
    }
}

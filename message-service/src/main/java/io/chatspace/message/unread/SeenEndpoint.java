package io.chatspace.message.unread;

import io.chatspace.kit.security.Caller;
import io.chatspace.message.id.MessageId;
import io.chatspace.message.id.UserId;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RestController;
import reactor.core.publisher.Mono;

/// `PUT /api/messages/seen/{id}`: the receiver, and nobody else, marks a message as seen. Again is fine.
@RestController
class SeenEndpoint {
    private static final Answer SEEN = new Answer(true, "Message marked as seen");

    private final UnreadService unread;

    record Answer(boolean success, String message) {}

    SeenEndpoint(UnreadService unread) {
        this.unread = unread;
    }

    @PutMapping("/api/messages/seen/{id}")
    Mono<Answer> markSeen(Caller caller, @PathVariable String id) {
        return unread.markSeen(UserId.of(caller), MessageId.parse(id)).thenReturn(SEEN);
    }
}

package io.chatspace.message.unread;

import io.chatspace.kit.security.Caller;
import io.chatspace.message.id.MessageId;
import io.chatspace.message.id.UserId;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RestController;
import reactor.core.publisher.Mono;
import tools.jackson.databind.JsonNode;

/// `POST /api/messages/delivered` with `{"messageIds":[...]}`: a device of the caller has these. Again is fine;
/// ids of messages that are not to the caller change nothing.
@RestController
class DeliveredEndpoint {
    private static final int MOST = 500;
    private static final Answer DELIVERED = new Answer(true, "Messages marked as delivered");

    private final DeliveryReceipts receipts;

    record Answer(boolean success, String message) {}

    DeliveredEndpoint(DeliveryReceipts receipts) {
        this.receipts = receipts;
    }

    @PostMapping("/api/messages/delivered")
    Mono<Answer> confirm(Caller caller, @RequestBody JsonNode body) {
        return receipts.confirm(UserId.of(caller), ids(body.get("messageIds"))).thenReturn(DELIVERED);
    }

    private static List<MessageId> ids(@Nullable JsonNode list) {
        if (list == null || !list.isArray() || list.size() > MOST) {
            throw new UnreadError.InvalidIds(MOST);
        }
        return list.valueStream()
                .map(id -> {
                    if (id.isString()) {
                        return MessageId.parse(id.stringValue());
                    }
                    throw new UnreadError.InvalidIds(MOST);
                })
                .distinct()
                .toList();
    }
}

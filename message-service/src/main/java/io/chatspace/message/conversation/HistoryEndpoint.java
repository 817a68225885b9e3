package io.chatspace.message.conversation;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.chatspace.contracts.MessageView;
import io.chatspace.kit.security.Caller;
import io.chatspace.message.id.UserId;
import io.chatspace.message.store.Message;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import reactor.core.publisher.Mono;

/// `GET /api/messages/{userId}`: the conversation with that user, ascending, and what is given of it marked as
/// seen.
///
/// `limit` and `before` (a message id, or a time as messages have it) give a page of the newest messages before
/// that place; `more` then says whether older ones are left. Without them the newest `max-history` messages are
/// given.
@RestController
class HistoryEndpoint {
    private final History history;

    record Answer(
            boolean success,
            List<MessageView> messages,

            @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable
            Boolean more) {}

    HistoryEndpoint(History history) {
        this.history = history;
    }

    @GetMapping("/api/messages/{userId}")
    Mono<Answer> open(
            Caller caller,
            @PathVariable String userId,
            @RequestParam(required = false) @Nullable String limit,
            @RequestParam(required = false) @Nullable String before) {
        boolean paged = limit != null || before != null;
        return history.open(UserId.of(caller), UserId.parse(userId), history.size(limit), before)
                .map(page -> new Answer(
                        true, page.messages().stream().map(Message::view).toList(), paged ? page.more() : null));
    }
}

package io.chatspace.message.changes;

import io.chatspace.contracts.MessageView;
import io.chatspace.kit.security.Caller;
import io.chatspace.message.changes.ChangesService.Page;
import io.chatspace.message.id.UserId;
import io.chatspace.message.input.QueryTime;
import io.chatspace.message.store.Message;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import reactor.core.publisher.Mono;

/// `GET /api/messages/changes`: `since` a cursor, every message of the caller's that is new or changed.
/// Without one: a cursor for now. `from` (epoch milliseconds or a time) begins at a time instead, for nodes
/// that push what a device missed; what they are given does not count as delivered.
@RestController
class ChangesEndpoint {
    private final ChangesService changes;

    record Answer(boolean success, List<MessageView> messages, String cursor, boolean more) {}

    ChangesEndpoint(ChangesService changes) {
        this.changes = changes;
    }

    @GetMapping("/api/messages/changes")
    Mono<Answer> changes(
            Caller caller,
            @RequestParam(required = false) @Nullable String since,
            @RequestParam(required = false) @Nullable String from,
            @RequestParam(required = false) @Nullable String limit) {
        var reader = UserId.of(caller);
        int size = size(limit);
        Mono<Page> page;
        if (since != null) {
            page = changes.after(reader, Cursor.parse(since), size);
        } else if (from != null) {
            page = changes.from(reader, time(from), size);
        } else {
            page = Mono.fromSupplier(changes::start);
        }
        return page.map(given -> new Answer(
                true,
                given.messages().stream().map(Message::view).toList(),
                given.cursor().format(),
                given.more()));
    }

    private int size(@Nullable String limit) {
        if (limit == null) {
            return changes.defaultSize();
        }
        if (!limit.matches("[1-9][0-9]{0,8}")) {
            throw new ChangesError.InvalidParameter("limit must be a whole number from 1");
        }
        return changes.size(Integer.parseInt(limit));
    }

    private static Instant time(String from) {
        if (from.matches("\\d{1,15}")) {
            return Instant.ofEpochMilli(Long.parseLong(from));
        }
        var time = QueryTime.parse(from);
        if (time == null) {
            throw new ChangesError.InvalidParameter("from must be a time");
        }
        return time;
    }
}

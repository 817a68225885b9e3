package io.chatspace.message.changes;

import io.chatspace.message.id.UserId;
import io.chatspace.message.store.Message;
import io.chatspace.message.store.PageBudget;
import io.chatspace.message.unread.DeliveryReceipts;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import org.springframework.stereotype.Service;
import reactor.core.publisher.Mono;

/// Gives a reader, page by page, every message of theirs that is new or changed since a cursor.
///
/// At least once: the cursor of a reader that has everything lies behind now by the overlap, so that a change
/// whose write was under way, or whose node's clock was behind, is not passed by. Readers keep of each message
/// the highest version.
@Service
class ChangesService {
    private final ChangesRepository repository;
    private final DeliveryReceipts receipts;
    private final ChangesProperties properties;
    private final Clock clock;

    /// @param more whether to ask again at once
    record Page(List<Message> messages, Cursor cursor, boolean more) {}

    ChangesService(ChangesRepository repository, DeliveryReceipts receipts, ChangesProperties properties, Clock clock) {
        this.repository = repository;
        this.receipts = receipts;
        this.properties = properties;
        this.clock = clock;
    }

    /// A cursor for now.
    Page start() {
        var floor = floor();
        return new Page(List.of(), Cursor.at(floor, floor, false), false);
    }

    /// What changed at that time or later, for one who only looks: nothing of it counts as delivered by that.
    Mono<Page> from(UserId reader, Instant time, int limit) {
        return after(reader, Cursor.at(time, floor(), true), limit);
    }

    /// What changed after the cursor. Messages to the reader count as delivered by that.
    Mono<Page> after(UserId reader, Cursor cursor, int limit) {
        var floor = floor();
        var budget = new PageBudget(PageBudget.CHARACTERS);
        var messages = repository.after(reader, cursor, limit + 1).takeWhile(budget::takes);
        return messages.collectList().flatMap(found -> {
            boolean more = found.size() > limit || budget.spent();
            var page = found.subList(0, Math.min(limit, found.size()));
            var next = more ? next(cursor, page.getLast(), floor) : done(cursor, floor);
            return (cursor.looks() ? Mono.just(page) : receipts.markFetched(reader, page))
                    .map(given -> new Page(given, next, more));
        });
    }

    /// The first page of a walk knows best from when on writes may still be under way.
    private static Cursor next(Cursor cursor, Message last, Instant floor) {
        boolean first = cursor.id().equals(Cursor.BEFORE_ALL);
        return new Cursor(last.updatedAt(), last.id().value(), first ? floor : cursor.floor(), cursor.looks());
    }

    private static Cursor done(Cursor cursor, Instant floor) {
        boolean first = cursor.id().equals(Cursor.BEFORE_ALL);
        var from = first ? floor : cursor.floor();
        return Cursor.at(from, from, cursor.looks());
    }

    private Instant floor() {
        return clock.instant().truncatedTo(ChronoUnit.MILLIS).minus(properties.overlap());
    }

    int size(int limit) {
        return Math.min(limit, properties.maxPage());
    }

    int defaultSize() {
        return properties.defaultPage();
    }
}

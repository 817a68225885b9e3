package io.chatspace.message.assistant;

import static com.mongodb.client.model.Filters.eq;
import static com.mongodb.client.model.Updates.combine;
import static com.mongodb.client.model.Updates.inc;
import static com.mongodb.client.model.Updates.setOnInsert;

import com.mongodb.client.model.FindOneAndUpdateOptions;
import com.mongodb.client.model.IndexOptions;
import com.mongodb.client.model.Indexes;
import com.mongodb.client.model.ReturnDocument;
import com.mongodb.reactivestreams.client.MongoCollection;
import io.chatspace.message.id.UserId;
import io.chatspace.message.store.StoreErrors;
import java.time.Clock;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Date;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import org.bson.Document;
import org.reactivestreams.Publisher;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.data.mongodb.core.ReactiveMongoTemplate;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.util.retry.Retry;

/// What each user may use up in a day, UTC. A question takes its share before it is asked and gives back what it did
/// not use, so that questions asked at once can't pass the limit together; the last one of a day may exceed it by
/// its own share.
@Component
class Budget {
    private static final Logger log = LoggerFactory.getLogger(Budget.class);
    private static final String COLLECTION = "assistant_usage";
    private static final String TOKENS = "tokens";
    private static final String DAY = "day";
    private static final int KEPT_DAYS = 40;
    private static final Duration FOR_GOOD = Duration.ofMillis(Long.MAX_VALUE);
    private static final FindOneAndUpdateOptions MAKE =
            new FindOneAndUpdateOptions().upsert(true).returnDocument(ReturnDocument.AFTER);

    private final ReactiveMongoTemplate mongo;
    private final long daily;
    private final Clock clock;
    private final Mono<String> index;

    /// A part of a user's day.
    record Share(String id, long tokens) {}

    Budget(ReactiveMongoTemplate mongo, AssistantProperties properties, Clock clock) {
        this.mongo = mongo;
        this.daily = properties.dailyTokens();
        this.clock = clock;
        this.index = Mono.defer(this::makeIndex).cache(_ -> FOR_GOOD, _ -> Duration.ZERO, () -> Duration.ZERO);
    }

    /// Takes the share. Errors with [AssistantError.BudgetSpent] where the day's are used up.
    Mono<Share> take(UserId user, long tokens) {
        return Mono.defer(() -> {
            var day = LocalDate.ofInstant(clock.instant(), ZoneOffset.UTC);
            var share = new Share(user + ":" + day, tokens);
            return index.then(add(share.id(), tokens, day))
                    .flatMap(used -> daily == 0 || used - tokens < daily
                            ? Mono.just(share)
                            : settle(share, 0).then(Mono.error(() -> new AssistantError.BudgetSpent(until(day)))));
        });
    }

    /// Gives back what was not used of it, or takes what was used beyond. Never errors: what can't be given back is
    /// forgotten at midnight.
    Mono<Void> settle(Share share, long used) {
        return used == share.tokens()
                ? Mono.empty()
                : run(collection -> collection.updateOne(eq("_id", share.id()), inc(TOKENS, used - share.tokens())))
                        .then()
                        .onErrorResume(error -> {
                            log.warn("The use of the assistant could not be written down", error);
                            return Mono.empty();
                        });
    }

    private Mono<Long> add(String id, long tokens, LocalDate day) {
        var date = Date.from(day.atStartOfDay(ZoneOffset.UTC).toInstant());
        var change = combine(inc(TOKENS, tokens), setOnInsert(DAY, date));
        return run(collection -> collection.findOneAndUpdate(eq("_id", id), change, MAKE))
                .next()
                .map(document -> document.get(TOKENS, Number.class).longValue())
                // Two first questions at once: the second finds what the first made.
                .retryWhen(Retry.max(1).filter(DuplicateKeyException.class::isInstance));
    }

    private Duration until(LocalDate day) {
        var tomorrow = day.plusDays(1).atStartOfDay(ZoneOffset.UTC).toInstant();
        return Duration.between(clock.instant(), tomorrow);
    }

    private Mono<String> makeIndex() {
        var forgets = new IndexOptions().name("old").expireAfter((long) KEPT_DAYS, TimeUnit.DAYS);
        return run(collection -> collection.createIndex(Indexes.ascending(DAY), forgets))
                .next();
    }

    private <T> Flux<T> run(Function<MongoCollection<Document>, Publisher<T>> call) {
        return mongo.execute(COLLECTION, call::apply).onErrorMap(StoreErrors::translate);
    }
}

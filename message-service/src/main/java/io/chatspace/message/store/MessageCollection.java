package io.chatspace.message.store;

import com.mongodb.reactivestreams.client.MongoCollection;
import java.time.Duration;
import java.util.function.Function;
import org.bson.Document;
import org.reactivestreams.Publisher;
import org.springframework.data.mongodb.core.ReactiveMongoTemplate;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/// The collection of messages, with majority write concern, its indexes in place before anything is asked of
/// it.
///
/// Failures arrive as Spring's `DataAccessException`s; those that may pass by themselves as
/// [org.springframework.dao.DataAccessResourceFailureException] ([StoreErrors]).
@Component
public class MessageCollection {
    static final String NAME = "messages";
    private static final Duration FOR_GOOD = Duration.ofMillis(Long.MAX_VALUE);

    private final ReactiveMongoTemplate mongo;
    private final Mono<String> indexes;

    public MessageCollection(ReactiveMongoTemplate mongo) {
        this.mongo = mongo;
        this.indexes = Mono.defer(this::makeIndexes).cache(_ -> FOR_GOOD, _ -> Duration.ZERO, () -> Duration.ZERO);
    }

    /// Completes once the indexes are there. Tried again by the next caller where it failed.
    public Mono<Void> ready() {
        return indexes.then();
    }

    /// Runs one or more driver calls.
    public <T> Flux<T> run(Function<MongoCollection<Document>, Publisher<T>> call) {
        return ready().thenMany(mongo.execute(NAME, call::apply)).onErrorMap(StoreErrors::translate);
    }

    private Mono<String> makeIndexes() {
        return mongo.execute(NAME, collection -> collection.createIndexes(MessageIndexes.ALL))
                .last();
    }
}

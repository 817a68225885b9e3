package io.chatspace.message.store;

import com.mongodb.MongoCommandException;
import com.mongodb.reactivestreams.client.MongoCollection;
import java.time.Duration;
import java.util.function.Function;
import org.bson.Document;
import org.reactivestreams.Publisher;
import org.springframework.dao.support.DataAccessUtils;
import org.springframework.dao.support.PersistenceExceptionTranslator;
import org.springframework.data.mongodb.ReactiveMongoDatabaseFactory;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/// The collection of messages, with majority write concern, its indexes in place before anything is asked of
/// it. The driver's own: what Spring's template does around each call costs more than the call.
///
/// Failures arrive as Spring's `DataAccessException`s; those that may pass by themselves as
/// [org.springframework.dao.DataAccessResourceFailureException] ([StoreErrors]).
@Component
public class MessageCollection {
    static final String NAME = "messages";
    private static final Duration FOR_GOOD = Duration.ofMillis(Long.MAX_VALUE);

    private final Mono<MongoCollection<Document>> ready;
    private final PersistenceExceptionTranslator translator;

    public MessageCollection(ReactiveMongoDatabaseFactory databases) {
        this.translator = databases.getExceptionTranslator();
        this.ready = databases
                .getMongoDatabase()
                .map(database -> database.getCollection(NAME))
                .flatMap(MessageCollection::withIndexes)
                .cache(_ -> FOR_GOOD, _ -> Duration.ZERO, () -> Duration.ZERO);
    }

    /// Completes once the indexes are there. Tried again by the next caller where it failed.
    public Mono<Void> ready() {
        return ready.onErrorMap(this::translate).then();
    }

    /// Runs one or more driver calls.
    public <T> Flux<T> run(Function<MongoCollection<Document>, Publisher<T>> call) {
        return ready.flatMapMany(call).onErrorMap(this::translate);
    }

    private static Mono<MongoCollection<Document>> withIndexes(MongoCollection<Document> collection) {
        var withoutFormer =
                Mono.from(collection.dropIndex(MessageIndexes.FORMER)).onErrorComplete(MongoCommandException.class);
        return Flux.from(collection.createIndexes(MessageIndexes.ALL))
                .then(withoutFormer)
                .thenReturn(collection);
    }

    private Throwable translate(Throwable error) {
        return StoreErrors.translate(
                error instanceof RuntimeException known
                        ? DataAccessUtils.translateIfNecessary(known, translator)
                        : error);
    }
}

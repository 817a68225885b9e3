package io.chatspace.message.switches;

import static com.mongodb.client.model.Filters.eq;
import static com.mongodb.client.model.Filters.in;
import static com.mongodb.client.model.Updates.combine;
import static com.mongodb.client.model.Updates.inc;
import static com.mongodb.client.model.Updates.set;

import com.mongodb.client.model.FindOneAndUpdateOptions;
import com.mongodb.client.model.ReturnDocument;
import com.mongodb.reactivestreams.client.MongoCollection;
import io.chatspace.message.id.UserId;
import io.chatspace.message.store.StoreErrors;
import java.time.Clock;
import java.util.Arrays;
import java.util.Date;
import java.util.EnumMap;
import java.util.Map;
import java.util.function.Function;
import org.bson.Document;
import org.reactivestreams.Publisher;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.data.mongodb.core.ReactiveMongoTemplate;
import org.springframework.stereotype.Repository;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.util.retry.Retry;

/// Switches in MongoDB: a document each, once an admin has turned it. Who turned it last, and when, is kept with it.
@Repository
class SwitchRepository {
    private static final String COLLECTION = "settings";
    private static final String ID = "_id";
    private static final String ENABLED = "enabled";
    private static final String VERSION = "version";
    private static final FindOneAndUpdateOptions MAKE =
            new FindOneAndUpdateOptions().upsert(true).returnDocument(ReturnDocument.AFTER);

    private final ReactiveMongoTemplate mongo;
    private final SwitchProperties properties;
    private final Clock clock;

    SwitchRepository(ReactiveMongoTemplate mongo, SwitchProperties properties, Clock clock) {
        this.mongo = mongo;
        this.properties = properties;
        this.clock = clock;
    }

    /// How every switch stands.
    Mono<Map<Switch, SwitchState>> all() {
        var ids = Arrays.stream(Switch.values()).map(Switch::id).toList();
        return run(collection -> collection.find(in(ID, ids)))
                .collectMap(document -> document.getString(ID), SwitchRepository::state)
                .map(found -> {
                    var all = new EnumMap<Switch, SwitchState>(Switch.class);
                    for (var each : Switch.values()) {
                        var stored = found.get(each.id());
                        all.put(each, stored == null ? new SwitchState(properties.initially(each), 0) : stored);
                    }
                    return all;
                });
    }

    /// Completes once a majority of the database has it.
    Mono<SwitchState> turn(Switch which, boolean enabled, UserId by) {
        var change = combine(
                set(ENABLED, enabled),
                set("updatedBy", by.value()),
                set("updatedAt", Date.from(clock.instant())),
                inc(VERSION, 1L));
        return run(collection -> collection.findOneAndUpdate(eq(ID, which.id()), change, MAKE))
                .next()
                .map(SwitchRepository::state)
                // Two admins who turn a switch for the first time at once: the second finds what the first made.
                .retryWhen(Retry.max(1).filter(DuplicateKeyException.class::isInstance));
    }

    private static SwitchState state(Document document) {
        return new SwitchState(
                document.getBoolean(ENABLED, false),
                document.get(VERSION, Number.class).longValue());
    }

    private Flux<Document> run(Function<MongoCollection<Document>, Publisher<Document>> call) {
        return mongo.execute(COLLECTION, call::apply).onErrorMap(StoreErrors::translate);
    }
}

package io.chatspace.message.media.store;

import static com.mongodb.client.model.Filters.and;
import static com.mongodb.client.model.Filters.eq;
import static com.mongodb.client.model.Filters.lt;

import com.mongodb.client.model.IndexModel;
import com.mongodb.client.model.Indexes;
import com.mongodb.client.model.Sorts;
import com.mongodb.client.model.Updates;
import com.mongodb.reactivestreams.client.MongoCollection;
import io.chatspace.message.id.UserId;
import io.chatspace.message.media.store.MediaRecord.Part;
import io.chatspace.message.media.store.MediaRecord.Purpose;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import java.util.Objects;
import java.util.function.Function;
import org.bson.Document;
import org.bson.conversions.Bson;
import org.bson.types.ObjectId;
import org.reactivestreams.Publisher;
import org.springframework.data.mongodb.core.ReactiveMongoTemplate;
import org.springframework.stereotype.Repository;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/// The records of pictures. One is made before the first byte is kept and is pending until the picture is in use, so
/// that whatever a crash leaves behind is known.
@Repository
public class MediaRecords {
    private static final String NAME = "media";
    private static final String PENDING = "pending";
    private static final String OWNER = "owner";
    private static final String PURPOSE = "purpose";
    private static final String CREATED_AT = "createdAt";
    private static final Duration FOR_GOOD = Duration.ofMillis(Long.MAX_VALUE);

    private final ReactiveMongoTemplate mongo;
    private final Mono<String> indexes;

    MediaRecords(ReactiveMongoTemplate mongo) {
        this.mongo = mongo;
        var pending = new IndexModel(Indexes.ascending(PENDING, CREATED_AT));
        var owned = new IndexModel(Indexes.ascending(OWNER, PURPOSE, CREATED_AT));
        this.indexes = Mono.defer(() -> mongo.execute(NAME, media -> media.createIndexes(List.of(pending, owned)))
                        .last())
                .cache(_ -> FOR_GOOD, _ -> Duration.ZERO, () -> Duration.ZERO);
    }

    /// Adds it, pending.
    public Mono<Void> add(MediaRecord record) {
        return run(media -> media.insertOne(write(record))).then();
    }

    /// It is in use.
    public Mono<Void> keep(MediaId id) {
        return run(media -> media.updateOne(eq("_id", id.value()), Updates.set(PENDING, false)))
                .then();
    }

    public Mono<MediaRecord> find(MediaId id) {
        return run(media -> media.find(eq("_id", id.value())).limit(1)).next().map(MediaRecords::read);
    }

    public Mono<Void> delete(MediaId id) {
        return run(media -> media.deleteOne(eq("_id", id.value()))).then();
    }

    /// Those that were still pending at that time, oldest first.
    public Flux<MediaRecord> pendingSince(Instant time, int limit) {
        return oldest(and(eq(PENDING, true), lt(CREATED_AT, Date.from(time))), limit);
    }

    /// Those of that user from before that time, oldest first.
    public Flux<MediaRecord> ofOwner(UserId owner, Purpose purpose, Instant before, int limit) {
        return oldest(
                and(eq(OWNER, owner.value()), eq(PURPOSE, purpose.name()), lt(CREATED_AT, Date.from(before))), limit);
    }

    private Flux<MediaRecord> oldest(Bson filter, int limit) {
        return run(media -> media.find(filter).sort(Sorts.ascending(CREATED_AT)).limit(limit))
                .map(MediaRecords::read);
    }

    private <T> Flux<T> run(Function<MongoCollection<Document>, Publisher<T>> call) {
        return indexes.thenMany(mongo.execute(NAME, call::apply));
    }

    private static Document write(MediaRecord record) {
        return new Document("_id", record.id().value())
                .append(OWNER, record.owner().value())
                .append(PURPOSE, record.purpose().name())
                .append(PENDING, true)
                .append("store", record.store())
                .append("url", record.url())
                .append("image", write(record.image()))
                .append("thumb", write(record.thumb()))
                .append(CREATED_AT, Date.from(record.createdAt()));
    }

    private static Document write(Part part) {
        return new Document("type", part.mediaType()).append("size", part.size());
    }

    private static MediaRecord read(Document document) {
        ObjectId owner = Objects.requireNonNull(document.getObjectId(OWNER), OWNER);
        return new MediaRecord(
                new MediaId(document.get("_id", "")),
                new UserId(owner),
                Purpose.valueOf(document.get(PURPOSE, "")),
                document.get("store", ""),
                document.get("url", ""),
                part(document, "image"),
                part(document, "thumb"),
                Objects.requireNonNull(document.getDate(CREATED_AT), CREATED_AT).toInstant());
    }

    private static Part part(Document document, String name) {
        var part = Objects.requireNonNull(document.get(name, Document.class), name);
        return new Part(part.get("type", ""), part.get("size", Number.class).longValue());
    }
}

package io.chatspace.message.media.store;

import static com.mongodb.client.model.Filters.and;
import static com.mongodb.client.model.Filters.eq;
import static com.mongodb.client.model.Filters.gte;
import static com.mongodb.client.model.Filters.in;
import static com.mongodb.client.model.Filters.lte;

import com.mongodb.client.gridfs.model.GridFSUploadOptions;
import com.mongodb.client.model.Sorts;
import com.mongodb.reactivestreams.client.MongoCollection;
import com.mongodb.reactivestreams.client.MongoDatabase;
import com.mongodb.reactivestreams.client.gridfs.GridFSBuckets;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicLong;
import org.bson.BsonString;
import org.bson.Document;
import org.bson.types.Binary;
import org.springframework.core.io.buffer.DataBuffer;
import org.springframework.core.io.buffer.DataBufferFactory;
import org.springframework.core.io.buffer.DataBufferUtils;
import org.springframework.data.mongodb.ReactiveMongoDatabaseFactory;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/// In the service's own database, as GridFS (the MongoDB specification of that name): needs nothing else installed.
@Component
final class GridFsMediaStore implements MediaStore {
    private static final String BUCKET = "media";
    private static final int CHUNK = 255 << 10;

    private final Mono<MongoDatabase> database;

    GridFsMediaStore(ReactiveMongoDatabaseFactory databases) {
        this.database = databases.getMongoDatabase();
    }

    @Override
    public String name() {
        return "gridfs";
    }

    @Override
    public Mono<Void> put(MediaId id, MediaPart part, MediaType type, Flux<DataBuffer> bytes) {
        var options =
                new GridFSUploadOptions().chunkSizeBytes(CHUNK).metadata(new Document("contentType", type.name()));
        var copies = bytes.map(GridFsMediaStore::copy);
        return database.flatMap(db -> Mono.from(GridFSBuckets.create(db, BUCKET)
                .uploadFromPublisher(new BsonString(part.key(id)), id.value(), copies, options)));
    }

    private static ByteBuffer copy(DataBuffer buffer) {
        var copy = new byte[buffer.readableByteCount()];
        buffer.read(copy);
        DataBufferUtils.release(buffer);
        return ByteBuffer.wrap(copy);
    }

    @Override
    public Flux<DataBuffer> read(
            MediaId id, MediaPart part, long from, long length, long size, DataBufferFactory buffers) {
        long end = from + length;
        var filter = and(eq("files_id", part.key(id)), gte("n", from / CHUNK), lte("n", (end - 1) / CHUNK));
        return Flux.defer(() -> {
            var given = new AtomicLong();
            return collection("chunks")
                    .flatMapMany(chunks -> Flux.from(
                            chunks.find(filter).sort(Sorts.ascending("n")).batchSize(4)))
                    .map(chunk -> cut(chunk, from, end))
                    .doOnNext(bytes -> given.addAndGet(bytes.length))
                    .map(buffers::wrap)
                    .cast(DataBuffer.class)
                    .concatWith(Mono.defer(() -> given.get() == length ? Mono.empty() : Mono.error(new Missing(id))));
        });
    }

    /// What of a chunk lies between the two places of the whole.
    private static byte[] cut(Document chunk, long from, long end) {
        var data = Objects.requireNonNull(chunk.get("data", Binary.class), "a chunk has data")
                .getData();
        long start = chunk.get("n", Number.class).longValue() * CHUNK;
        int first = (int) Math.clamp(from - start, 0, data.length);
        int last = (int) Math.clamp(end - start, 0, data.length);
        return first == 0 && last == data.length ? data : Arrays.copyOfRange(data, first, last);
    }

    @Override
    public Mono<Void> delete(MediaId id) {
        var keys = List.of(MediaPart.IMAGE.key(id), MediaPart.THUMB.key(id));
        return collection("files")
                .flatMap(files -> Mono.from(files.deleteMany(in("_id", keys))))
                .then(collection("chunks").flatMap(chunks -> Mono.from(chunks.deleteMany(in("files_id", keys)))))
                .then();
    }

    private Mono<MongoCollection<Document>> collection(String name) {
        return database.map(db -> db.getCollection(BUCKET + "." + name));
    }
}

package io.chatspace.message.media.store;

import com.mongodb.reactivestreams.client.MongoClient;
import com.mongodb.reactivestreams.client.MongoClients;
import io.chatspace.kit.test.RealMongo;
import org.junit.jupiter.api.AfterAll;
import org.springframework.data.mongodb.core.SimpleReactiveMongoDatabaseFactory;

/// On the in-process database of the zero-install start.
class GridFsInProcessIT extends MediaStoreContract {
    private final MongoClient client = MongoClients.create(RealMongo.inProcessUri());
    private final MediaStore store =
            new GridFsMediaStore(new SimpleReactiveMongoDatabaseFactory(client, "test_media_store"));

    @Override
    MediaStore store() {
        return store;
    }

    @AfterAll
    void close() {
        client.close();
    }
}

package io.chatspace.message;

import com.mongodb.WriteConcern;
import com.mongodb.reactivestreams.client.MongoClient;
import java.util.concurrent.TimeUnit;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.mongodb.autoconfigure.MongoClientSettingsBuilderCustomizer;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.data.mongodb.ReactiveMongoDatabaseFactory;
import org.springframework.data.mongodb.core.SimpleReactiveMongoDatabaseFactory;

/// The database of this service alone: operators give one `MONGODB_URI` to all services, so its database is not
/// used.
@Configuration(proxyBeanMethods = false)
class MongoConfiguration {
    private static final int GIVE_UP_SECONDS = 5;

    @Bean
    ReactiveMongoDatabaseFactory messageDatabase(
            MongoClient client, @Value("${chatspace.message.database:chatspace_messages}") String database) {
        return new SimpleReactiveMongoDatabaseFactory(client, database);
    }

    /// Acknowledged means written by a majority; a database that is away is a 503 within seconds.
    @Bean
    MongoClientSettingsBuilderCustomizer durableAndBounded() {
        return settings -> settings.writeConcern(WriteConcern.MAJORITY)
                .retryWrites(true)
                .applyToClusterSettings(cluster -> cluster.serverSelectionTimeout(GIVE_UP_SECONDS, TimeUnit.SECONDS))
                .applyToSocketSettings(socket -> socket.connectTimeout(GIVE_UP_SECONDS, TimeUnit.SECONDS));
    }
}

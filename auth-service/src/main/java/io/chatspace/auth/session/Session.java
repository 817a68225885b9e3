package io.chatspace.auth.session;

import java.time.Instant;
import org.bson.types.Binary;
import org.bson.types.ObjectId;
import org.jspecify.annotations.Nullable;
import org.springframework.data.annotation.Id;
import org.springframework.data.mongodb.core.mapping.Document;

/// One login.
///
/// @param createdAt when, or the user's `tokensFrom` where that is later
/// @param expiresAt the end of it, whatever happens
/// @param refresh   null where the client has one long token and nothing to refresh it with
@Document(Session.COLLECTION)
record Session(
        @Id ObjectId id,
        ObjectId userId,
        String device,
        String address,
        Instant createdAt,
        Instant lastUsedAt,
        Instant expiresAt,
        @Nullable Chain refresh) {
    static final String COLLECTION = "sessions";

    /// Where a family of refresh tokens stands.
    ///
    /// @param current  hash of the token that is good
    /// @param previous hash of the one before it; null before the first refresh
    /// @param salt     made the current from the previous one
    record Chain(
            String current,
            @Nullable String previous,
            @Nullable Binary salt,
            Instant rotatedAt) {
        static Chain first(RefreshToken token, Instant now) {
            return new Chain(token.hash(), null, null, now);
        }
    }
}

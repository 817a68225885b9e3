package io.chatspace.auth.revocation;

import io.chatspace.contracts.SessionRevoked;
import java.time.Instant;
import org.bson.types.ObjectId;
import org.jspecify.annotations.Nullable;
import org.springframework.data.annotation.Id;
import org.springframework.data.mongodb.core.mapping.Document;

/// A revocation in the database, which is the truth: Redis may come back empty.
///
/// @param until when the last token that it is about has expired; the document goes then
@Document(StoredRevocation.COLLECTION)
record StoredRevocation(
        @Id ObjectId id, String userId, @Nullable String sessionId, long issuedBefore, Instant until) {
    static final String COLLECTION = "revocations";

    static StoredRevocation of(SessionRevoked event) {
        return new StoredRevocation(
                new ObjectId(),
                event.userId(),
                event.sessionId(),
                event.issuedBefore(),
                Instant.ofEpochMilli(event.until()));
    }

    SessionRevoked event() {
        return new SessionRevoked(userId, sessionId, issuedBefore, until.toEpochMilli());
    }
}

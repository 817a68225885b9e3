package io.chatspace.auth.token;

import java.time.Instant;
import org.springframework.data.annotation.Id;
import org.springframework.data.mongodb.core.mapping.Document;

/// A signing key in the database.
///
/// @param sequence 1, 2, 3 ...: replicas that make the same next key meet on it, and one of them wins
/// @param jwk      the whole key, private part included, as JSON Web Key
/// @param signsFrom when it takes over from the key before it
@Document(StoredKey.COLLECTION)
record StoredKey(@Id int sequence, String jwk, Instant createdAt, Instant signsFrom) {
    static final String COLLECTION = "signing_keys";

    @Override
    public String toString() {
        return "StoredKey[" + sequence + "]";
    }
}

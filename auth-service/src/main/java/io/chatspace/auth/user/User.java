package io.chatspace.auth.user;

import io.chatspace.contracts.TokenClaims;
import io.chatspace.contracts.UserView;
import java.time.Instant;
import java.util.Objects;
import org.bson.types.ObjectId;
import org.jspecify.annotations.Nullable;
import org.springframework.data.annotation.Id;
import org.springframework.data.mongodb.core.mapping.Document;

/// A user as stored. Fields that a database filled elsewhere may lack are nullable here and have their
/// defaults in [#view()].
///
/// @param emailKey what the unique index is on; see [Email#key()]
/// @param password the hash, with the name of its algorithm before it
/// @param role     `admin`, or nothing
/// @param tokensFrom tokens and sessions dated earlier are void; null where none were ever ended at once
/// @param bannedAt when an admin shut the user out; null where none did
@Document(User.COLLECTION)
public record User(
        @Id ObjectId id,
        @Nullable String fullName,
        String email,
        @Nullable String emailKey,
        @Nullable String password,
        @Nullable String profilePic,
        @Nullable String bio,
        @Nullable String role,
        @Nullable Instant tokensFrom,
        @Nullable Instant bannedAt,
        @Nullable Instant createdAt,
        @Nullable Instant updatedAt) {
    static final String COLLECTION = "users";
    public static final String DEFAULT_BIO = "Hey there! I am using Chatspace.";

    public static User create(
            String fullName, Email email, String passwordHash, String profilePic, @Nullable String bio, Instant now) {
        return new User(
                UserId.next().value(),
                fullName,
                email.address(),
                email.key(),
                passwordHash,
                profilePic,
                bio == null ? DEFAULT_BIO : bio,
                null,
                null,
                null,
                now,
                now);
    }

    public UserId userId() {
        return new UserId(id);
    }

    public boolean hasAdminRole() {
        return TokenClaims.ROLE_ADMIN.equals(role);
    }

    public boolean isBanned() {
        return bannedAt != null;
    }

    public UserView view() {
        return new UserView(
                id.toHexString(),
                Objects.requireNonNullElse(fullName, ""),
                email,
                Objects.requireNonNullElse(profilePic, ""),
                Objects.requireNonNullElse(bio, DEFAULT_BIO));
    }

    /// Names nobody and shows no hash: safe in a log.
    @Override
    public String toString() {
        return "User[" + id + "]";
    }
}

package io.chatspace.auth.session;

import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Base64;
import java.util.regex.Pattern;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.bson.types.ObjectId;
import org.jspecify.annotations.Nullable;

/// A refresh token: the id of its session, and a secret of 256 bits of which only a hash is stored.
///
/// Each token's successor is made from its own secret and a salt that the session keeps. So a token that comes a second
/// time within the reuse window gets the successor that the first one got, though the database knows neither.
record RefreshToken(ObjectId sessionId, String secret) {
    private static final Pattern SHAPE = Pattern.compile("([0-9a-f]{24})\\.([A-Za-z0-9_-]{43})");
    private static final Base64.Encoder BASE64 = Base64.getUrlEncoder().withoutPadding();

    /// The token that the text spells, or null where it spells none.
    static @Nullable RefreshToken parse(String text) {
        var match = SHAPE.matcher(text);
        return match.matches() ? new RefreshToken(new ObjectId(match.group(1)), match.group(2)) : null;
    }

    static RefreshToken first(ObjectId sessionId, byte[] random) {
        return new RefreshToken(sessionId, BASE64.encodeToString(random));
    }

    RefreshToken successor(byte[] salt) {
        try {
            var mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(Base64.getUrlDecoder().decode(secret), "HmacSHA256"));
            return new RefreshToken(sessionId, BASE64.encodeToString(mac.doFinal(salt)));
        } catch (GeneralSecurityException e) {
            throw new AssertionError("Every Java has HmacSHA256", e);
        }
    }

    String hash() {
        try {
            var digest = MessageDigest.getInstance("SHA-256")
                    .digest(Base64.getUrlDecoder().decode(secret));
            return BASE64.encodeToString(digest);
        } catch (GeneralSecurityException e) {
            throw new AssertionError("Every Java has SHA-256", e);
        }
    }

    /// What the client is given.
    String text() {
        return sessionId.toHexString() + '.' + secret;
    }

    @Override
    public String toString() {
        return "RefreshToken[" + sessionId + "]";
    }
}

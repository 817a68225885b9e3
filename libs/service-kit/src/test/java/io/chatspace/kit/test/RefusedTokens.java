package io.chatspace.kit.test;

import java.util.LinkedHashMap;
import java.util.Map;

/// Every kind of token that opens no door, by the name of what is wrong with it.
public final class RefusedTokens {
    private RefusedTokens() {}

    /// @param tokens  signs as the service expects it
    /// @param user    whom the tokens speak for: one who exists
    /// @param revoked a token of a session that was ended, which has not expired
    /// @return in a fixed order; `no token` is empty text
    public static Map<String, String> of(TestTokens tokens, String user, String revoked) {
        var refused = new LinkedHashMap<String, String>();
        refused.put("no token", "");
        refused.put("garbage", "garbage");
        refused.put("expired", tokens.expiredTokenOf(user));
        refused.put("wrong audience", tokens.tokenOf(user, claims -> claims.audience("another")));
        refused.put("wrong issuer", tokens.tokenOf(user, claims -> claims.issuer("another")));
        refused.put("a stranger's key", new TestTokens().tokenOf(user));
        refused.put("revoked session", revoked);
        return refused;
    }

    /// What is said of it, before which HTTP and sockets each put their own words.
    public static String reason(String kind) {
        return switch (kind) {
            case "no token" -> "No token provided";
            case "expired" -> "Token expired";
            default -> "Invalid token";
        };
    }
}

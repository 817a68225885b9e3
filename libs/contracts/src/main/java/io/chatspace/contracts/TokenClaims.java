package io.chatspace.contracts;

/// Claims of an access token. `sub` and `id` are both the user's id; `iss` and `aud` are fixed.
public final class TokenClaims {
    public static final String ISSUER = "chatspace";
    public static final String AUDIENCE = "chatspace";
    public static final String USER_ID = "id";
    public static final String SESSION_ID = "sid";
    public static final String ROLE = "role";
    public static final String ROLE_ADMIN = "admin";

    private TokenClaims() {}
}

package io.chatspace.engineio.server;

import java.security.SecureRandom;
import java.util.Base64;
import java.util.function.Supplier;

/// Ids of 20 characters of base64url: 120 random bits.
public final class RandomIds implements Supplier<String> {
    private static final int BYTES = 15;

    private final SecureRandom random = new SecureRandom();

    private RandomIds() {}

    public static RandomIds create() {
        return new RandomIds();
    }

    @Override
    public String get() {
        byte[] bytes = new byte[BYTES];
        random.nextBytes(bytes);
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }
}

package io.chatspace.auth.token;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.Base64;
import javax.crypto.Cipher;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/// Seals private keys for the database (AES-256-GCM, bound to the key's number), where the operator gave it a key to do
/// it with. Without one they are stored in the clear, and sealed ones can't be read.
@Component
class KeyCipher {
    private static final String SEALED = "aes-gcm:";
    private static final String ALGORITHM = "AES/GCM/NoPadding";
    private static final int KEY_BYTES = 32;
    private static final int IV_BYTES = 12;
    private static final int TAG_BITS = 128;

    private final @Nullable SecretKeySpec key;
    private final SecureRandom random = new SecureRandom();

    KeyCipher(KeyProperties properties) {
        var text = properties.encryptionKey();
        this.key = text == null || text.isBlank() ? null : parse(text.strip());
    }

    boolean seals() {
        return key != null;
    }

    static boolean isSealed(String text) {
        return text.startsWith(SEALED);
    }

    String seal(int sequence, String jwk) {
        if (key == null) {
            return jwk;
        }
        var iv = new byte[IV_BYTES];
        random.nextBytes(iv);
        var sealed = run(key, Cipher.ENCRYPT_MODE, sequence, iv, jwk.getBytes(StandardCharsets.UTF_8));
        var all = ByteBuffer.allocate(iv.length + sealed.length)
                .put(iv)
                .put(sealed)
                .array();
        return SEALED + Base64.getEncoder().encodeToString(all);
    }

    String open(int sequence, String text) {
        if (!isSealed(text)) {
            return text;
        }
        if (key == null) {
            throw new IllegalStateException(
                    "The signing keys are sealed: set CHATSPACE_KEY_ENCRYPTION_KEY to what they were sealed with");
        }
        var all = ByteBuffer.wrap(Base64.getDecoder().decode(text.substring(SEALED.length())));
        var iv = new byte[IV_BYTES];
        all.get(iv);
        var sealed = new byte[all.remaining()];
        all.get(sealed);
        return new String(run(key, Cipher.DECRYPT_MODE, sequence, iv, sealed), StandardCharsets.UTF_8);
    }

    private static byte[] run(SecretKeySpec key, int mode, int sequence, byte[] iv, byte[] input) {
        try {
            var cipher = Cipher.getInstance(ALGORITHM);
            cipher.init(mode, key, new GCMParameterSpec(TAG_BITS, iv));
            cipher.updateAAD(("signing key " + sequence).getBytes(StandardCharsets.UTF_8));
            return cipher.doFinal(input);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(
                    "Signing key " + sequence + " could not be unsealed: is CHATSPACE_KEY_ENCRYPTION_KEY another one?",
                    e);
        }
    }

    private static SecretKeySpec parse(String text) {
        byte[] bytes;
        try {
            bytes = Base64.getDecoder().decode(text);
        } catch (IllegalArgumentException _) {
            bytes = new byte[0];
        }
        if (bytes.length != KEY_BYTES) {
            throw new IllegalArgumentException(
                    "CHATSPACE_KEY_ENCRYPTION_KEY (chatspace.auth.keys.encryption-key) must be 32 bytes in Base64");
        }
        return new SecretKeySpec(bytes, "AES");
    }
}

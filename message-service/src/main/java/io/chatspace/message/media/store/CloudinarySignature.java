package io.chatspace.message.media.store;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;

/// How Cloudinary's upload API knows who calls: SHA-1 over the parameters in alphabetical order and the secret
/// ("Generating authentication signatures").
final class CloudinarySignature {
    private CloudinarySignature() {}

    /// The parameters with `signature` among them.
    static SortedMap<String, String> sign(Map<String, String> parameters, String secret) {
        var sorted = new TreeMap<>(parameters);
        var text = sorted.entrySet().stream()
                .map(parameter -> parameter.getKey() + "=" + parameter.getValue())
                .collect(Collectors.joining("&"));
        try {
            var digest = MessageDigest.getInstance("SHA-1").digest((text + secret).getBytes(StandardCharsets.UTF_8));
            sorted.put("signature", HexFormat.of().formatHex(digest));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every JDK has SHA-1", e);
        }
        return sorted;
    }
}

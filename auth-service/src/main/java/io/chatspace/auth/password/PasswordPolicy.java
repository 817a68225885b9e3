package io.chatspace.auth.password;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import org.springframework.stereotype.Component;

/// Which passwords are taken: length is what counts, and that it is not one of those that are tried first (NIST SP
/// 800-63B), so there are no rules of composition.
@Component
public class PasswordPolicy {
    private static final String LIST = "common-passwords.txt";

    private final int min;
    private final int max;
    private final Set<String> common;

    PasswordPolicy(PasswordProperties properties) {
        this.min = properties.minLength();
        this.max = properties.maxLength();
        this.common = properties.refuseCommon() ? readCommon() : Set.of();
    }

    /// Throws a [PasswordError] where the password may not be chosen.
    public void check(String password) {
        int length = password.codePointCount(0, password.length());
        if (length < min) {
            throw new PasswordError.TooShort(min);
        }
        if (length > max) {
            throw new PasswordError.TooLong(max);
        }
        if (common.contains(password.toLowerCase(Locale.ROOT)) || isOneSymbol(password)) {
            throw new PasswordError.TooCommon();
        }
    }

    /// Whether it is so long that nobody can have chosen it: not worth a hash.
    public boolean impossible(String password) {
        return password.length() > 2 * max;
    }

    private boolean isOneSymbol(String password) {
        return !common.isEmpty() && password.codePoints().distinct().count() == 1;
    }

    private static Set<String> readCommon() {
        try (var list = PasswordPolicy.class.getResourceAsStream(LIST)) {
            var text = new String(Objects.requireNonNull(list, LIST).readAllBytes(), StandardCharsets.UTF_8);
            return text.lines().collect(Collectors.toUnmodifiableSet());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}

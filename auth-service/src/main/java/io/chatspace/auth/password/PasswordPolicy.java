package io.chatspace.auth.password;

import org.springframework.stereotype.Component;

/// Which passwords are taken: length is what counts (NIST SP 800-63B), so there are no rules of composition.
@Component
public class PasswordPolicy {
    private final int min;
    private final int max;

    PasswordPolicy(PasswordProperties properties) {
        this.min = properties.minLength();
        this.max = properties.maxLength();
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
    }

    /// Whether it is so long that nobody can have chosen it: not worth a hash.
    public boolean impossible(String password) {
        return password.length() > 2 * max;
    }
}

package io.chatspace.auth.account;

import io.chatspace.auth.input.InputError;
import io.chatspace.auth.input.RequestFields;
import io.chatspace.auth.user.Email;
import io.chatspace.auth.user.ProfileText;
import org.jspecify.annotations.Nullable;
import org.springframework.lang.Contract;

/// What somebody signs up with, checked but for the password.
record SignUp(
        String fullName,
        Email email,
        String password,
        @Nullable String bio,
        String profilePic) {
    /// Throws an [InputError] that says what is wrong with the first field that is.
    static SignUp of(RequestFields fields) {
        var fullName = fields.text("fullName");
        var email = fields.text("email");
        var password = fields.text("password");
        if (isMissing(fullName) || isMissing(email) || isMissing(password)) {
            throw new InputError.Missing();
        }
        var address = Email.parse(email);
        if (address == null) {
            throw new InputError.BadField("Email address is not valid");
        }
        return new SignUp(
                ProfileText.fullName(fullName),
                address,
                password,
                ProfileText.bio(fields.text("bio")),
                ProfileText.pictureUrl(fields.text("profilePic")));
    }

    @Contract("null -> true")
    private static boolean isMissing(@Nullable String text) {
        return text == null || text.isEmpty();
    }

    @Override
    public String toString() {
        return "SignUp";
    }
}

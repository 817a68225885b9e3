package io.chatspace.auth.user;

import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/// Who is an admin.
///
/// @param adminId          id of a user who is one, whatever the database says; none by default
/// @param firstUserIsAdmin whether the first user of an empty database becomes one; false
@Validated
@ConfigurationProperties("chatspace.auth")
public record AdminProperties(
        @Nullable String adminId, @DefaultValue("false") boolean firstUserIsAdmin) {}

package io.chatspace.message.switches;

import jakarta.validation.constraints.NotNull;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/// How the switches behave.
///
/// @param adminId   id of a user who may turn them, whatever their token says; none by default
/// @param assistant how the assistant's switch stands until an admin turns it
/// @param uploads   the same of pictures
/// @param reread    how often a node looks at the database: within it a change is known everywhere even without Redis
@Validated
@ConfigurationProperties("chatspace.message.switches")
public record SwitchProperties(
        @Nullable String adminId,
        @DefaultValue("false") boolean assistant,
        @DefaultValue("true") boolean uploads,
        @DefaultValue("500ms") @NotNull Duration reread) {
    boolean initially(Switch which) {
        return switch (which) {
            case ASSISTANT -> assistant;
            case UPLOADS -> uploads;
        };
    }

    /// Compared without the case of letters, since people copy ids from elsewhere.
    boolean isAdmin(String userId) {
        return userId.equalsIgnoreCase(adminId);
    }
}

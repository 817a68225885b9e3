package io.chatspace.auth.user;

import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.Pattern;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/// Who the AI assistant is among the users.
///
/// @param id   of a user who is there, or that the assistant is to have; empty for [AssistantUser#ID]
/// @param name of the user that is made where there is none
@Validated
@ConfigurationProperties("chatspace.auth.assistant")
public record AssistantProperties(
        @DefaultValue("") @Pattern(regexp = "([0-9a-fA-F]{24})?", message = "must be 24 hexadecimal digits")
        String id,

        @DefaultValue("AI Assistant") @NotBlank String name) {}

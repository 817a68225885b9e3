package io.chatspace.auth.input;

import jakarta.validation.constraints.NotNull;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.unit.DataSize;
import org.springframework.validation.annotation.Validated;

/// Files that users send: they are handed on to message-service, and lie on disk only while they arrive.
///
/// @param maxTemp what the multipart bodies of all requests under way may take there; the next is answered 429
@Validated
@ConfigurationProperties("chatspace.auth.uploads")
record UploadProperties(@DefaultValue("256MB") @NotNull DataSize maxTemp) {}

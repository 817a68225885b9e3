package io.chatspace.auth.password;

import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/// How passwords are judged and hashed.
///
/// @param minLength in code points; 8
/// @param maxLength in code points; 128
/// @param threads   that hash at the same time, 20 MiB and a core each; 0, the default, is half of the cores
/// @param refuseCommon whether the most common passwords are refused; true
/// @param queue     hashes that may wait for a thread before others are turned away; 256
@Validated
@ConfigurationProperties("chatspace.auth.password")
public record PasswordProperties(
        @DefaultValue("8") @Min(1) int minLength,
        @DefaultValue("128") @Max(1024) int maxLength,
        @DefaultValue("0") @Max(256) @Min(0) int threads,
        @DefaultValue("true") boolean refuseCommon,
        @DefaultValue("256") @Max(100_000) @Min(1) int queue) {

    int hashingThreads() {
        return threads > 0 ? threads : Math.max(1, Runtime.getRuntime().availableProcessors() / 2);
    }
}

package io.chatspace.auth.password;

import jakarta.validation.constraints.AssertTrue;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.unit.DataSize;
import org.springframework.validation.annotation.Validated;

/// How passwords are judged and hashed.
///
/// @param minLength in code points; 8
/// @param maxLength in code points; 128
/// @param memory    that a hash takes; 19MB. Less than that, or fewer passes, makes stolen hashes cheap to guess
/// @param passes    of a hash over its memory; 2
/// @param threads   that hash at the same time, a core and the memory each; 0, the default, is half of the cores
/// @param refuseCommon whether the most common passwords are refused; true
/// @param queue     hashes that may wait for a thread before others are turned away; 256
@Validated
@ConfigurationProperties("chatspace.auth.password")
public record PasswordProperties(
        @DefaultValue("8") @Min(1) int minLength,
        @DefaultValue("128") @Max(1024) int maxLength,
        @DefaultValue("19MB") @NotNull DataSize memory,
        @DefaultValue("2") @Max(100) @Min(1) int passes,
        @DefaultValue("0") @Max(256) @Min(0) int threads,
        @DefaultValue("true") boolean refuseCommon,
        @DefaultValue("256") @Max(100_000) @Min(1) int queue) {

    /// 8 KiB is the least that argon2 works with, 1 GiB the most that is taken for meant.
    @AssertTrue(message = "memory must be 8KB to 1GB")
    boolean isMemoryPossible() {
        return memory.toKilobytes() >= 8 && memory.toGigabytes() <= 1;
    }

    int memoryKib() {
        return Math.toIntExact(memory.toKilobytes());
    }

    int hashingThreads() {
        return threads > 0 ? threads : Math.max(1, Runtime.getRuntime().availableProcessors() / 2);
    }
}

package io.chatspace.message.media;

import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Positive;
import jakarta.validation.constraints.PositiveOrZero;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.unit.DataSize;
import org.springframework.validation.annotation.Validated;

/// Bounds of taking pictures in.
///
/// @param maxUpload          a file of this size is taken, one byte more is 413
/// @param maxPixels          of a picture; more is refused before it is decoded
/// @param maxAnimationPixels of all frames of an animation together
/// @param maxFrames          of an animation
/// @param workers            pictures decoded at the same time; 0: as many as there are cores, up to 4
/// @param queue              pictures that may wait for a worker; beyond it uploads are answered 429
/// @param patience           how long one may wait for a worker, then it is answered 429
/// @param storeTimeout       how long a store may take for one picture
/// @param pixelMemory        heap for the pixels of pictures in work; absent: 40 % of the largest heap
/// @param tempDirectory      where uploads are put while they are worked on
/// @param maxTemp            bytes that uploads may take there together; beyond it they are answered 429
/// @param orphanAge          a picture not in use after that long is swept
/// @param sweepInterval      how often is looked for them
@Validated
@ConfigurationProperties("chatspace.message.media")
public record MediaProperties(
        @DefaultValue("5MB") @NotNull DataSize maxUpload,
        @DefaultValue("50000000") @Positive long maxPixels,
        @DefaultValue("200000000") @Positive long maxAnimationPixels,
        @DefaultValue("1000") @Positive int maxFrames,
        @DefaultValue("0") @Max(64) @PositiveOrZero int workers,
        @DefaultValue("64") @Positive int queue,
        @DefaultValue("20s") @NotNull Duration patience,
        @DefaultValue("15s") @NotNull Duration storeTimeout,
        @Nullable DataSize pixelMemory,
        @NotBlank String tempDirectory,
        @DefaultValue("1GB") @NotNull DataSize maxTemp,
        @DefaultValue("1h") @NotNull Duration orphanAge,
        @DefaultValue("10m") @NotNull Duration sweepInterval) {
    private static final double SHARE_OF_HEAP = 0.4;
    private static final int MOST_WORKERS = 4;

    int workerCount() {
        return workers > 0 ? workers : Math.clamp(Runtime.getRuntime().availableProcessors(), 1, MOST_WORKERS);
    }

    long pixelBytes() {
        return pixelMemory == null ? (long) (Runtime.getRuntime().maxMemory() * SHARE_OF_HEAP) : pixelMemory.toBytes();
    }
}

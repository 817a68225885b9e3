package io.chatspace.message.delivery;

import io.lettuce.core.RedisCommandExecutionException;
import org.jspecify.annotations.Nullable;

/// Tells failures of Redis that pass from those that a repeated call meets again.
final class RedisErrors {
    private RedisErrors() {}

    /// False only where Redis itself has called the call wrong: the key is not a log, or the script failed.
    static boolean passing(Throwable error) {
        for (@Nullable Throwable at = error; at != null; at = at.getCause()) {
            if (at instanceof RedisCommandExecutionException refused) {
                var text = String.valueOf(refused.getMessage());
                return !text.startsWith("WRONGTYPE") && !text.startsWith("ERR") && !text.startsWith("NOPERM");
            }
            if (at instanceof IllegalArgumentException || at instanceof ClassCastException) {
                return false;
            }
        }
        return true;
    }
}

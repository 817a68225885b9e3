package io.chatspace.message.delivery;

import io.chatspace.message.id.UserId;
import io.micrometer.tracing.TraceContext;
import org.jspecify.annotations.Nullable;

/// One event for all devices of one user.
///
/// @param args     a JSON array
/// @param marker   a piece of `args` that no other push of that event to that user has; empty where a second
///     one does no harm
/// @param repeated whether it may be in the user's log already, so that the log is looked at first
/// @param trace    to whose trace it belongs; null where it is not traced
record Push(
        UserId user,
        String event,
        String args,
        String marker,
        boolean repeated,
        @Nullable TraceContext trace) {
    private static final int OVERHEAD = 200;

    Push again() {
        return new Push(user, event, args, marker, true, trace);
    }

    /// What it takes in memory, about, in bytes.
    long weight() {
        return OVERHEAD + 2L * args.length();
    }
}

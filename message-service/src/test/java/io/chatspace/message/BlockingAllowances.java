package io.chatspace.message;

import reactor.blockhound.BlockHound;
import reactor.blockhound.integration.BlockHoundIntegration;

/// What may block on a thread that must not, and why it does no harm there.
public final class BlockingAllowances implements BlockHoundIntegration {
    @Override
    public void applyTo(BlockHound.Builder builder) {
        // A test's own ears, on the thread of its own Redis client: Jackson locks while it learns a new class.
        builder.allowBlockingCallsInside("io.chatspace.message.UnreadModelIT$Believer", "hear");
    }
}

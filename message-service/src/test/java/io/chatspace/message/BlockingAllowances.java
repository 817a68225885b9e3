package io.chatspace.message;

import reactor.blockhound.BlockHound;
import reactor.blockhound.integration.BlockHoundIntegration;

/// What may block on a thread that must not, and why it does no harm there.
public final class BlockingAllowances implements BlockHoundIntegration {
    private static final String DRIVER_LOCKS = "com.mongodb.internal.Locks";

    @Override
    public void applyTo(BlockHound.Builder builder) {
        builder
                // Reads /dev/urandom, which never makes its reader wait.
                .allowBlockingCallsInside("sun.security.provider.NativePRNG$RandomIO", "readFully")
                // The driver's own short locks: around bytes that are already there, its clock, its pool's lists.
                .allowBlockingCallsInside(DRIVER_LOCKS, "checkedWithLock")
                .allowBlockingCallsInside(DRIVER_LOCKS, "lockInterruptibly")
                .allowBlockingCallsInside(DRIVER_LOCKS, "lockInterruptiblyUnfair")
                // A test's own ears, on the thread of its own Redis client: Jackson locks while it learns a new class.
                .allowBlockingCallsInside("io.chatspace.message.UnreadModelIT$Believer", "hear");
    }
}

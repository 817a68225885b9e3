package io.chatspace.auth;

import reactor.blockhound.BlockHound;
import reactor.blockhound.integration.BlockHoundIntegration;

/// What may block on a thread that must not, and why it does no harm there.
public final class BlockingAllowances implements BlockHoundIntegration {
    @Override
    public void applyTo(BlockHound.Builder builder) {
        builder
                // Reads /dev/urandom, which never makes its reader wait.
                .allowBlockingCallsInside("sun.security.provider.NativePRNG$RandomIO", "readFully")
                // The driver's own short lock around handing over bytes that are already there.
                .allowBlockingCallsInside("com.mongodb.internal.Locks", "checkedWithLock")
                // Another one of the driver's, around comparing two cluster times.
                .allowBlockingCallsInside("com.mongodb.internal.Locks", "checkedWithInterruptibleLock");
    }
}

package io.chatspace.message;

import reactor.blockhound.BlockHound;
import reactor.blockhound.integration.BlockHoundIntegration;

/// Calls that BlockHound takes for blocking and that are not, or not for long.
public final class BlockingAllowances implements BlockHoundIntegration {
    @Override
    public void applyTo(BlockHound.Builder builder) {
        // Reads /dev/urandom, which never waits once the machine is up.
        builder.allowBlockingCallsInside("sun.security.provider.NativePRNG$RandomIO", "readFully");
        // The driver's own locks, held for the moves of a buffer or a pool's list and never over I/O.
        builder.allowBlockingCallsInside("com.mongodb.internal.Locks", "checkedWithLock");
    }
}

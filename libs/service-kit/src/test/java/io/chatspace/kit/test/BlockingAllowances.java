package io.chatspace.kit.test;

import reactor.blockhound.BlockHound;
import reactor.blockhound.integration.BlockHoundIntegration;

/// What may block on a thread that must not, in every service, and why it does no harm there. A service adds what is
/// its
/// own in an integration of its own.
public final class BlockingAllowances implements BlockHoundIntegration {
    private static final String DRIVER_LOCKS = "com.mongodb.internal.Locks";

    @Override
    public void applyTo(BlockHound.Builder builder) {
        builder
                // Reads /dev/urandom, which never makes its reader wait.
                .allowBlockingCallsInside("sun.security.provider.NativePRNG$RandomIO", "readFully")
                // Jackson learns each class once; whoever asks for the same one meanwhile waits those microseconds.
                .allowBlockingCallsInside(
                        "tools.jackson.databind.deser.DeserializerCache", "_createAndCacheValueDeserializer")
                // The short lock around the queue of a bounded pool, which those who hand work over may meet at.
                .allowBlockingCallsInside("java.util.concurrent.ThreadPoolExecutor", "execute")
                // Lettuce's own short lock around its queue of commands. Thrown at there it would stay locked for good.
                .allowBlockingCallsInside("io.lettuce.core.protocol.SharedLock", "doExclusive")
                .allowBlockingCallsInside("io.lettuce.core.protocol.SharedLock", "incrementWriters")
                // The MongoDB driver's own short locks: around bytes that are already there, its clock, its pool's
                // lists.
                .allowBlockingCallsInside(DRIVER_LOCKS, "checkedWithLock")
                .allowBlockingCallsInside(DRIVER_LOCKS, "checkedWithInterruptibleLock")
                .allowBlockingCallsInside(DRIVER_LOCKS, "lockInterruptibly")
                .allowBlockingCallsInside(DRIVER_LOCKS, "lockInterruptiblyUnfair");
    }
}

package io.chatspace.kit.test;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.util.Arrays;

/// Counts what threads allocate.
public final class Allocations {
    private Allocations() {}

    /// Bytes so far, by all threads that are alive but the caller's.
    public static long byOtherThreads() {
        var threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        long[] others = Arrays.stream(threads.getAllThreadIds())
                .filter(id -> id != Thread.currentThread().threadId())
                .toArray();
        return Arrays.stream(threads.getThreadAllocatedBytes(others))
                .filter(bytes -> bytes > 0)
                .sum();
    }
}

package io.chatspace.bench.subject;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;

/// What processes have used so far, as Linux tells in `/proc`.
public final class Usage {
    /// The kernel's clock ticks a second, the same on every Linux that matters.
    private static final long TICKS = 100;

    /// The fields of `/proc/PID/stat` after the program's name begin with the third.
    private static final int USER_TIME = 14 - 3;

    private static final int SYSTEM_TIME = 15 - 3;

    private Usage() {}

    /// CPU microseconds of all threads, in steps of 10,000.
    public static long cpuMicros(Collection<Long> pids) throws IOException {
        long ticks = 0;
        for (long pid : pids) {
            var stat = Files.readString(Path.of("/proc/" + pid + "/stat"));
            var fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ");
            ticks += Long.parseLong(fields[USER_TIME]) + Long.parseLong(fields[SYSTEM_TIME]);
        }
        return ticks * (1_000_000 / TICKS);
    }

    public static long residentKiB(Collection<Long> pids) throws IOException {
        return status(pids, "VmRSS:");
    }

    /// The most that was ever resident.
    public static long residentPeakKiB(Collection<Long> pids) throws IOException {
        return status(pids, "VmHWM:");
    }

    /// Bytes of a JVM's heap that are reachable, after a full collection.
    public static long liveHeap(long pid) throws IOException {
        var jcmd = new ProcessBuilder(Checkout.tool("jcmd"), Long.toString(pid), "GC.class_histogram")
                .redirectErrorStream(true)
                .start();
        try (var lines = jcmd.inputReader().lines()) {
            var total =
                    lines.filter(line -> line.startsWith("Total")).findFirst().orElseThrow();
            return Long.parseLong(total.strip().split("\\s+")[2]);
        }
    }

    private static long status(Collection<Long> pids, String field) throws IOException {
        long sum = 0;
        for (long pid : pids) {
            try (var lines = Files.lines(Path.of("/proc/" + pid + "/status"))) {
                sum += lines.filter(line -> line.startsWith(field))
                        .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")))
                        .sum();
            }
        }
        return sum;
    }
}

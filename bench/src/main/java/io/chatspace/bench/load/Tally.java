package io.chatspace.bench.load;

import java.util.Arrays;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicIntegerArray;

/// Counts numbered messages: sent, arrived, arrived twice, and how long each took from the moment it was due.
public final class Tally {
    private static final String MARK = "#bench ";

    private final AtomicIntegerArray arrivals;
    private final long[] dueNanos;
    private final long[] tookNanos;
    private final AtomicInteger sent = new AtomicInteger();

    /// @param most messages at most
    public Tally(int most) {
        arrivals = new AtomicIntegerArray(most);
        dueNanos = new long[most];
        tookNanos = new long[most];
    }

    /// The next message's text; empty when there are no more numbers.
    ///
    /// @param due when it is meant to be sent, by [System#nanoTime()]
    public String next(long due) {
        int number = sent.getAndIncrement();
        if (number >= dueNanos.length) {
            sent.decrementAndGet();
            return "";
        }
        dueNanos[number] = due;
        return MARK + number + "#" + "x".repeat(150);
    }

    /// A frame in which such a text stands.
    public void arrived(String frame) {
        int at = frame.indexOf(MARK);
        if (at < 0) {
            return;
        }
        int number = Integer.parseInt(frame, at + MARK.length(), frame.indexOf('#', at + MARK.length()), 10);
        if (arrivals.getAndIncrement(number) == 0) {
            tookNanos[number] = System.nanoTime() - dueNanos[number];
        }
    }

    public int sent() {
        return sent.get();
    }

    public int arrived() {
        int count = 0;
        for (int i = 0; i < sent(); i++) {
            count += arrivals.get(i) > 0 ? 1 : 0;
        }
        return count;
    }

    public int doubled() {
        int count = 0;
        for (int i = 0; i < sent(); i++) {
            count += arrivals.get(i) > 1 ? 1 : 0;
        }
        return count;
    }

    /// @param share 0.5 for the median, 1 for the longest
    public double millis(double share) {
        var took = Arrays.stream(tookNanos, 0, sent())
                .filter(nanos -> nanos > 0)
                .sorted()
                .toArray();
        return took.length == 0 ? Double.NaN : took[(int) Math.min(took.length - 1, took.length * share)] / 1e6;
    }
}

package io.chatspace.bench.load;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/// Lanes that send as fast as they are answered, for a while.
public final class Senders {
    private static final long PATIENCE_SECONDS = 120;

    private Senders() {}

    /// Sends one numbered text and completes when it was answered.
    public interface Call {
        /// @param sender which of the senders, from 0
        /// @param turn   grows with each call, so that receivers take turns
        CompletableFuture<?> send(Lane lane, int sender, int turn, String text);
    }

    /// @param base `http://host:port`
    public static void run(String base, int count, long seconds, Tally tally, Call call) throws Exception {
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(seconds);
        List<CompletableFuture<?>> all = new ArrayList<>();
        List<Lane> lanes = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            var lane = Lane.to(base);
            lanes.add(lane);
            all.add(repeat(lane, i, i, count + 1, end, tally, call));
        }
        CompletableFuture.allOf(all.toArray(CompletableFuture[]::new))
                .get(seconds + PATIENCE_SECONDS, TimeUnit.SECONDS);
        lanes.forEach(Lane::close);
    }

    private static CompletableFuture<?> repeat(
            Lane lane, int sender, int turn, int step, long end, Tally tally, Call call) {
        long now = System.nanoTime();
        var text = now > end ? "" : tally.next(now);
        if (text.isEmpty()) {
            return CompletableFuture.completedFuture(null);
        }
        return call.send(lane, sender, turn, text)
                .thenCompose(answered -> repeat(lane, sender, turn + step, step, end, tally, call));
    }
}

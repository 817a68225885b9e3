package io.chatspace.bench.load;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;

/// Many lanes to one server: each request takes one that is free.
public final class Lanes implements AutoCloseable {
    private final List<Lane> all = new ArrayList<>();
    private final BlockingQueue<Lane> free = new LinkedBlockingQueue<>();

    /// @param base `http://host:port`
    public Lanes(String base, int count) {
        for (int i = 0; i < count; i++) {
            all.add(Lane.to(base));
        }
        free.addAll(all);
    }

    /// Waits for a lane, not for the answer.
    public CompletableFuture<Lane.Answer> post(String path, String token, String json) throws InterruptedException {
        var lane = free.take();
        return lane.post(path, token, json).whenComplete((answer, error) -> free.add(lane));
    }

    @Override
    public void close() {
        all.forEach(Lane::close);
    }
}

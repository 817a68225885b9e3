package io.chatspace.kit.lifecycle;

import org.jspecify.annotations.Nullable;
import org.springframework.context.SmartLifecycle;
import reactor.core.Disposable;

/// One subscription that lives from the service's start to its end.
public abstract class BackgroundLoop implements SmartLifecycle {
    private volatile @Nullable Disposable running;

    /// Subscribes. The subscription handles its own errors and does not end by itself.
    protected abstract Disposable begin();

    @Override
    public final void start() {
        running = begin();
    }

    @Override
    public final void stop() {
        var subscription = running;
        if (subscription != null) {
            subscription.dispose();
        }
        running = null;
    }

    @Override
    public final boolean isRunning() {
        return running != null;
    }
}

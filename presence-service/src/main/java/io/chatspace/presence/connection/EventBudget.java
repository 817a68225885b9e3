package io.chatspace.presence.connection;

import io.chatspace.contracts.ErrorBody;
import io.chatspace.contracts.SocketEvents;
import io.chatspace.socketio.server.Ack;
import io.chatspace.socketio.server.EventHandler;
import io.chatspace.socketio.server.Socket;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// One socket's token bucket for what its client sends. The first event beyond it is answered (`rate:limited`, and its
/// acknowledgement), the next ones are dropped, and whoever goes on is disconnected. Used on the socket's loop only.
final class EventBudget {
    private static final Logger log = LoggerFactory.getLogger(EventBudget.class);
    private static final double NANOS = 1e9;
    private static final ErrorBody LIMITED =
            ErrorBody.of("rate_limited", "Too many events, please slow down: the connection ends otherwise");

    private final EventProperties limits;
    private final LongSupplier nanoTime;
    private double tokens;
    private long filledAt;
    private int excess;
    private boolean allowed = true;

    EventBudget(EventProperties limits, LongSupplier nanoTime) {
        this.limits = limits;
        this.nanoTime = nanoTime;
        this.tokens = limits.burst();
        this.filledAt = nanoTime.getAsLong();
    }

    /// Counts every event of the socket, known or not. Before any other handler is added.
    void watch(Socket socket) {
        socket.onAny(_ -> {
            allowed = take();
            if (!allowed && excess == 1) {
                socket.emit(SocketEvents.RATE_LIMITED, LIMITED);
            } else if (excess > limits.excess()) {
                log.debug("A client that floods is disconnected");
                socket.disconnect(true);
            }
        });
    }

    /// A handler that is asked only within the budget.
    EventHandler guard(EventHandler handler) {
        return (args, ack) -> {
            if (allowed) {
                handler.handle(args, ack);
            } else {
                refuse(ack);
            }
        };
    }

    private void refuse(Ack ack) {
        if (excess == 1) {
            ack.send(LIMITED);
        }
    }

    boolean take() {
        long now = nanoTime.getAsLong();
        tokens = Math.min(limits.burst(), tokens + (now - filledAt) / NANOS * limits.perSecond());
        filledAt = now;
        if (tokens < 1) {
            excess++;
            return false;
        }
        tokens--;
        if (tokens >= limits.burst() / 2.0) {
            // Calm again: the next excess is answered anew.
            excess = 0;
        }
        return true;
    }
}

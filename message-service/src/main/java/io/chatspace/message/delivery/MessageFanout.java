package io.chatspace.message.delivery;

import io.chatspace.contracts.MessageView;
import io.chatspace.contracts.SocketEvents;
import io.chatspace.message.id.MessageId;
import io.chatspace.message.id.UserId;
import io.micrometer.tracing.TraceContext;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;
import tools.jackson.databind.json.JsonMapper;

/// Tells devices what happened: a new message to its receiver and to the sender's other devices, receipts to
/// both.
///
/// Every method queues its pushes at once, before it returns, in the order of the calls. The result completes
/// when they were made, at the latest after the configured wait, and never with an error: who sends is answered
/// either way.
public final class MessageFanout {
    /// Ids in one receipt: keeps an event small where somebody opens a conversation with thousands of unseen
    /// messages.
    static final int RECEIPT_SIZE = 500;

    private final PushQueue queue;
    private final JsonMapper json;
    private final Duration wait;

    private record Seen(List<String> messageIds, String readerId, String senderId) {}

    private record Delivered(List<String> messageIds, String userId) {}

    MessageFanout(PushQueue queue, JsonMapper json, Duration wait) {
        this.queue = queue;
        this.json = json;
        this.wait = wait;
    }

    /// `newMessage` to the receiver, `messageSent` to the sender; a message to oneself is one `newMessage`.
    ///
    /// @param trace to whose trace the pushes belong; null for none
    public Mono<Void> newMessage(MessageView message, @Nullable TraceContext trace) {
        return announce(message, false, trace);
    }

    /// The same for a message that was stored earlier: only where its push is not in the log.
    public Mono<Void> sentAgain(MessageView message, @Nullable TraceContext trace) {
        return announce(message, true, trace);
    }

    /// `messageSeen` to the sender and to the reader's own devices.
    public Mono<Void> seen(List<MessageId> messages, UserId reader, UserId sender) {
        var done = new ArrayList<Mono<Void>>();
        for (var part : parts(messages)) {
            var args = args(new Seen(part, reader.toString(), sender.toString()));
            done.add(offer(sender, SocketEvents.MESSAGE_SEEN, args));
            done.add(offer(reader, SocketEvents.MESSAGE_SEEN, args));
        }
        return bounded(done);
    }

    /// `messageDelivered` to the sender.
    public Mono<Void> delivered(List<MessageId> messages, UserId receiver, UserId sender) {
        var done = new ArrayList<Mono<Void>>();
        for (var part : parts(messages)) {
            var args = args(new Delivered(part, receiver.toString()));
            done.add(offer(sender, SocketEvents.MESSAGE_DELIVERED, args));
        }
        return bounded(done);
    }

    private Mono<Void> announce(MessageView message, boolean repeated, @Nullable TraceContext trace) {
        var args = args(message);
        var marker = "\"_id\":\"" + message.id() + "\"";
        var receiver = UserId.parse(message.receiverId());
        var sender = UserId.parse(message.senderId());
        var done = new ArrayList<Mono<Void>>();
        done.add(queue.offer(new Push(receiver, SocketEvents.NEW_MESSAGE, args, marker, repeated, trace)));
        if (!sender.equals(receiver)) {
            done.add(queue.offer(new Push(sender, SocketEvents.MESSAGE_SENT, args, marker, repeated, trace)));
        }
        return bounded(done);
    }

    private Mono<Void> offer(UserId user, String event, String args) {
        return queue.offer(new Push(user, event, args, "", false, null));
    }

    private Mono<Void> bounded(List<Mono<Void>> pushes) {
        return wait.isZero() ? Mono.empty() : Mono.when(pushes).timeout(wait, Mono.empty());
    }

    private String args(Object argument) {
        return "[" + json.writeValueAsString(argument) + "]";
    }

    private static List<List<String>> parts(List<MessageId> messages) {
        var parts = new ArrayList<List<String>>();
        for (int from = 0; from < messages.size(); from += RECEIPT_SIZE) {
            var part = messages.subList(from, Math.min(messages.size(), from + RECEIPT_SIZE));
            parts.add(part.stream().map(MessageId::toString).toList());
        }
        return parts;
    }
}

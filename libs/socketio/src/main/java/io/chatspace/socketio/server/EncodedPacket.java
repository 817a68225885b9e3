package io.chatspace.socketio.server;

import io.chatspace.engineio.packet.Message;
import io.chatspace.socketio.packet.JsonText;
import io.chatspace.socketio.packet.PacketText;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// An event encoded once, to be sent to any number of sockets as the same bytes. Immutable; any thread may share
/// it.
public final class EncodedPacket {
    private final String json;
    private final List<byte[]> attachments;
    private final @Nullable String offset;
    private final @Nullable Question question;
    private final @Nullable Consumer<Socket> written;
    private volatile @Nullable List<Message> main;

    /// What each receiver is asked for with the packet.
    ///
    /// @param patience how long an answer may take; later ones are not heard
    /// @param answered called once for each socket that answered, on its event loop: must not block
    record Question(Duration patience, Consumer<Socket> answered) {}

    private EncodedPacket(
            String json,
            List<byte[]> attachments,
            @Nullable String offset,
            @Nullable Question question,
            @Nullable Consumer<Socket> written) {
        this.json = json;
        this.attachments = List.copyOf(attachments);
        this.offset = offset;
        this.question = question;
        this.written = written;
    }

    /// @param argsJson a JSON array of the arguments, sent as it is: whoever calls vouches for its form
    /// @throws IllegalArgumentException for a reserved event name, or where the text is not in brackets
    public static EncodedPacket event(String event, String argsJson) {
        return event(event, argsJson, null);
    }

    /// @param offset appended as the last argument, for connection state recovery: a client that has a pid keeps
    ///               the last one it
    ///               saw and brings it back. Null for none.
    public static EncodedPacket event(String event, String argsJson, @Nullable String offset) {
        ReservedEvents.check(event);
        String args = argsJson.strip();
        if (args.length() < 2 || args.charAt(0) != '[' || args.charAt(args.length() - 1) != ']') {
            throw new IllegalArgumentException("arguments must be a JSON array");
        }
        String inner = args.substring(1, args.length() - 1);
        StringBuilder out = new StringBuilder(event.length() + args.length() + 32).append('[');
        JsonText.quote(out, event);
        if (!inner.isBlank()) {
            out.append(',').append(inner);
        }
        out.append(']');
        return ofJson(out.toString(), List.of()).withOffset(offset);
    }

    /// An event whose every receiver on this node is asked for an acknowledgement. It may be broadcast, held for a
    /// CONNECT or replayed by a recovery like any other packet; each socket gets an ack id of its own.
    ///
    /// The offset does not travel with it: a client notes only an offset that is the last argument, and here that
    /// is its acknowledgement. It serves to tell what a recovery has replayed; send it behind, with an event of
    /// its own, to clients that should note it.
    ///
    /// @param patience how long an answer may take; later ones are not heard
    /// @param answered called once for each socket that answered, on its event loop: must not block
    public static EncodedPacket asking(
            String event, String argsJson, @Nullable String offset, Duration patience, Consumer<Socket> answered) {
        var plain = event(event, argsJson, null);
        return new EncodedPacket(plain.json, plain.attachments, offset, new Question(patience, answered), null);
    }

    /// @param json        the whole packet payload, event name first, placeholders in place
    /// @param attachments in the order of the placeholders
    public static EncodedPacket ofJson(String json, List<byte[]> attachments) {
        return new EncodedPacket(json, attachments, null, null, null);
    }

    /// The same event with this recovery offset as its last argument; null leaves it as it is.
    public EncodedPacket withOffset(@Nullable String newOffset) {
        if (newOffset == null) {
            return this;
        }
        StringBuilder out = new StringBuilder(json.length() + newOffset.length() + 3);
        out.append(json, 0, json.length() - 1).append(',');
        JsonText.quote(out, newOffset);
        return new EncodedPacket(out.append(']').toString(), attachments, newOffset, question, written);
    }

    /// The same packet, of which it is told when a socket on this node has it: for a WebSocket once its bytes were
    /// handed to the connection, for a polling client once they wait for its poll.
    ///
    /// @param listener called once for each socket, on its event loop, before any acknowledgement of it: must not
    ///                 block
    public EncodedPacket observed(Consumer<Socket> listener) {
        return new EncodedPacket(json, attachments, offset, question, listener);
    }

    /// The payload: a JSON array whose first element is the event's name.
    public String json() {
        return json;
    }

    public List<byte[]> attachments() {
        return attachments;
    }

    public @Nullable String offset() {
        return offset;
    }

    @Nullable
    Question question() {
        return question;
    }

    @Nullable
    Consumer<Socket> written() {
        return written;
    }

    /// The wire messages for a namespace: the packet, then its attachments. Those for the main namespace are made
    /// at the first call and shared from then on.
    public List<Message> messages(String namespace) {
        if (!namespace.equals("/")) {
            return encode(namespace, -1);
        }
        List<Message> made = main;
        if (made == null) {
            made = encode("/", -1);
            main = made;
        }
        return made;
    }

    /// The wire messages with an ack id.
    public List<Message> messages(String namespace, long ackId) {
        return encode(namespace, ackId);
    }

    private List<Message> encode(String namespace, long ackId) {
        Message first = Message.text(PacketText.event(namespace, json, attachments.size(), ackId));
        if (attachments.isEmpty()) {
            return List.of(first);
        }
        List<Message> all = new ArrayList<>(attachments.size() + 1);
        all.add(first);
        attachments.forEach(bytes -> all.add(Message.binary(bytes)));
        return List.copyOf(all);
    }
}

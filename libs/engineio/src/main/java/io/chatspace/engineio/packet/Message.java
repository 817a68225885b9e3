package io.chatspace.engineio.packet;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import org.jspecify.annotations.Nullable;

/// One message on its way out, text or binary, encoded at most once for each transport and shared by all its
/// receivers.
///
/// Immutable to its users; any thread may share it.
///
/// @implNote a server's WebSocket frames are not masked, so a whole frame, header included, is the same bytes for
/// every
/// receiver.
public final class Message {
    private static final byte MESSAGE = '4';

    private final boolean text;
    /// A complete WebSocket frame, and where its payload starts.
    private final byte[] frame;

    private final int payloadStart;
    private volatile byte @Nullable [] base64;

    private Message(boolean text, byte[] frame, int payloadStart) {
        this.text = text;
        this.frame = frame;
        this.payloadStart = payloadStart;
    }

    /// A message packet (type 4) with this text.
    public static Message text(String data) {
        byte[] utf8 = data.getBytes(StandardCharsets.UTF_8);
        byte[] frame = Frames.header(Frames.TEXT, utf8.length + 1, utf8.length + 1);
        int start = frame.length - utf8.length - 1;
        frame[start] = MESSAGE;
        System.arraycopy(utf8, 0, frame, start + 1, utf8.length);
        return new Message(true, frame, start);
    }

    /// A binary message; the bytes are copied.
    public static Message binary(byte[] data) {
        byte[] frame = Frames.header(Frames.BINARY, data.length, data.length);
        int start = frame.length - data.length;
        System.arraycopy(data, 0, frame, start, data.length);
        return new Message(false, frame, start);
    }

    /// A packet without data: `2` (ping), `6` (noop), `3probe`, ...
    public static Message control(String packet) {
        byte[] utf8 = packet.getBytes(StandardCharsets.UTF_8);
        byte[] frame = Frames.header(Frames.TEXT, utf8.length, utf8.length);
        int start = frame.length - utf8.length;
        System.arraycopy(utf8, 0, frame, start, utf8.length);
        return new Message(true, frame, start);
    }

    public boolean isText() {
        return text;
    }

    /// Bytes on a WebSocket, header included: what a queue counts.
    public int size() {
        return frame.length;
    }

    /// The whole WebSocket frame. Shared: never write to it.
    public byte[] frame() {
        return frame;
    }

    public int payloadStart() {
        return payloadStart;
    }

    public int payloadLength() {
        return frame.length - payloadStart;
    }

    /// The packet as it stands in a polling payload: text as it is, binary as `b` and base64.
    public byte[] pollingBytes() {
        byte[] made = base64;
        if (made != null) {
            return made;
        }
        byte[] payload = new byte[payloadLength()];
        System.arraycopy(frame, payloadStart, payload, 0, payload.length);
        if (text) {
            return payload;
        }
        byte[] encoded = Base64.getEncoder().encode(payload);
        made = new byte[encoded.length + 1];
        made[0] = 'b';
        System.arraycopy(encoded, 0, made, 1, encoded.length);
        base64 = made;
        return made;
    }

    /// The payload, decoded: for logs and tests.
    @Override
    public String toString() {
        return text
                ? new String(frame, payloadStart, payloadLength(), StandardCharsets.UTF_8)
                : "binary[" + payloadLength() + "]";
    }
}

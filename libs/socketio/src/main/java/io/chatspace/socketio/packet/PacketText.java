package io.chatspace.socketio.packet;

import org.jspecify.annotations.Nullable;

/// Socket.IO v5, "Packet encoding": `<type>[<attachments>-][<namespace>,][<ack id>][JSON]`. Writing only; see
/// [PacketCodec].
public final class PacketText {
    private PacketText() {}

    /// EVENT, or BINARY_EVENT where there are attachments.
    ///
    /// @param ackId negative for none
    public static String event(String namespace, String json, int attachments, long ackId) {
        return write(attachments > 0 ? '5' : '2', namespace, json, attachments, ackId);
    }

    /// ACK, or BINARY_ACK where there are attachments.
    public static String ack(String namespace, String json, int attachments, long ackId) {
        return write(attachments > 0 ? '6' : '3', namespace, json, attachments, ackId);
    }

    public static String connect(String namespace, String json) {
        return write('0', namespace, json, 0, -1);
    }

    public static String connectError(String namespace, String json) {
        return write('4', namespace, json, 0, -1);
    }

    public static String disconnect(String namespace) {
        return write('1', namespace, null, 0, -1);
    }

    private static String write(char type, String namespace, @Nullable String json, int attachments, long ackId) {
        StringBuilder out = new StringBuilder(24 + namespace.length() + (json == null ? 0 : json.length()));
        out.append(type);
        if (attachments > 0) {
            out.append(attachments).append('-');
        }
        if (!namespace.equals("/")) {
            out.append(namespace).append(',');
        }
        if (ackId >= 0) {
            out.append(ackId);
        }
        if (json != null) {
            out.append(json);
        }
        return out.toString();
    }
}

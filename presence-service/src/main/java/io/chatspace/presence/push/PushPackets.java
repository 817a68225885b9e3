package io.chatspace.presence.push;

import io.chatspace.contracts.PushFrame;
import io.chatspace.contracts.SocketEvents;
import io.chatspace.socketio.server.EncodedPacket;
import io.chatspace.socketio.server.Socket;
import java.time.Duration;
import java.util.List;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/// Makes packets of frames. A client that declared `auth.receipts` is asked to acknowledge each new message; it learns
/// the recovery offset from an event behind, for it notes only an offset that no acknowledgement follows.
final class PushPackets {
    private static final String RECEIPTS = "receipts";
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final BiConsumer<Socket, String> delivered;

    /// @param delivered told of each acknowledged message's id, on the socket's event loop
    PushPackets(BiConsumer<Socket, String> delivered) {
        this.delivered = delivered;
    }

    static boolean wantsReceipts(Socket socket) {
        return socket.handshake().auth().path(RECEIPTS).asBoolean(false);
    }

    static EncodedPacket plain(PushFrame frame) {
        return EncodedPacket.event(frame.event(), frame.args(), offset(frame));
    }

    /// The packets of a frame for a socket that [#wantsReceipts].
    List<EncodedPacket> confirmed(PushFrame frame) {
        return confirmed(frame, null);
    }

    /// @param span of the push, where it is traced
    List<EncodedPacket> confirmed(PushFrame frame, @Nullable PushSpan span) {
        var messageId = Missed.messageId(frame);
        if (messageId == null) {
            return List.of(span == null ? plain(frame) : span.watch(plain(frame)));
        }
        var offset = offset(frame);
        var message = asking(frame, offset, messageId, span);
        return offset == null
                ? List.of(message)
                : List.of(message, EncodedPacket.event(SocketEvents.PUSH_OFFSET, "[]", offset));
    }

    private EncodedPacket asking(PushFrame frame, @Nullable String offset, String messageId, @Nullable PushSpan span) {
        if (span == null) {
            return EncodedPacket.asking(
                    frame.event(), frame.args(), offset, PATIENCE, socket -> delivered.accept(socket, messageId));
        }
        return span.watchAsking(EncodedPacket.asking(frame.event(), frame.args(), offset, PATIENCE, socket -> {
            span.acknowledged(socket);
            delivered.accept(socket, messageId);
        }));
    }

    private static @Nullable String offset(PushFrame frame) {
        return frame.logId().equals(PushFrame.NO_LOG_ID) ? null : frame.logId();
    }
}

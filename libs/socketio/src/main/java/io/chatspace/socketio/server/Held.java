package io.chatspace.socketio.server;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/// What was sent to a socket before its CONNECT was answered. Belongs to the session's loop.
final class Held {
    private final List<EncodedPacket> packets = new ArrayList<>();
    private long bytes;

    /// Returns false once more than the bound would wait.
    boolean add(EncodedPacket packet, int bound) {
        bytes += packet.json().length();
        for (byte[] attachment : packet.attachments()) {
            bytes += attachment.length;
        }
        packets.add(packet);
        return bytes <= bound;
    }

    /// All but those that the recovery has replayed.
    List<EncodedPacket> without(List<EncodedPacket> replayed) {
        Set<String> offsets = new HashSet<>();
        for (EncodedPacket packet : replayed) {
            String offset = packet.offset();
            if (offset != null) {
                offsets.add(offset);
            }
        }
        List<EncodedPacket> left = new ArrayList<>(packets);
        left.removeIf(packet -> packet.offset() != null && offsets.contains(packet.offset()));
        return left;
    }
}

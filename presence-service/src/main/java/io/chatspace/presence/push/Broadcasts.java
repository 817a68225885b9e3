package io.chatspace.presence.push;

import io.chatspace.contracts.RedisNames;
import io.chatspace.socketio.server.Namespace;

/// Frames for every socket of every node, such as a switch that an admin turned.
final class Broadcasts {
    private final FrameCheck check;
    private final Namespace sockets;

    Broadcasts(RedisPubSub pubSub, FrameCheck check, Namespace sockets) {
        this.check = check;
        this.sockets = sockets;
        pubSub.onMessage(this::receive);
    }

    private void receive(String channel, String text) {
        if (!channel.equals(RedisNames.BROADCAST)) {
            return;
        }
        var frame = check.read(text, null);
        if (frame != null) {
            sockets.local().send(PushPackets.plain(frame));
        }
    }
}

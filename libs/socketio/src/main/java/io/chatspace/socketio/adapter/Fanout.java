package io.chatspace.socketio.adapter;

import io.chatspace.socketio.adapter.Adapter.Member;
import io.chatspace.socketio.server.EncodedPacket;
import java.util.ArrayList;
import java.util.Collection;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executor;

/// Sends one packet to many sockets: one task for each event loop, none for the caller's own.
final class Fanout {
    private Fanout() {}

    static void send(EncodedPacket packet, Collection<Member> members, boolean isVolatile) {
        Map<Executor, List<Member>> byLoop = new IdentityHashMap<>(8);
        for (Member member : members) {
            // A loop's own sockets at once: what its thread sends next must come after.
            if (member.inExecutor()) {
                member.send(packet, isVolatile);
            } else {
                byLoop.computeIfAbsent(member.executor(), loop -> new ArrayList<>())
                        .add(member);
            }
        }
        byLoop.forEach((loop, theirs) -> loop.execute(() -> {
            for (Member member : theirs) {
                member.send(packet, isVolatile);
            }
        }));
    }
}

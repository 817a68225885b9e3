package io.chatspace.engineio.server;

import io.chatspace.engineio.packet.MalformedPacket;
import io.chatspace.engineio.packet.Packet;
import io.chatspace.engineio.packet.PacketCodec;
import io.chatspace.engineio.packet.PayloadCodecV3;
import io.netty.util.concurrent.EventExecutor;
import java.util.concurrent.Executor;

/// What comes in on the WebSocket that carries a session.
final class LinkEvents implements WebSocketEvents {
    private final Session session;
    private final EventExecutor loop;
    private final EngineServer server;

    LinkEvents(Session session, EventExecutor loop, EngineServer server) {
        this.session = session;
        this.loop = loop;
        this.server = server;
    }

    @Override
    public Executor executor() {
        return loop;
    }

    @Override
    public boolean inExecutor() {
        return loop.inEventLoop();
    }

    @Override
    public void onText(String text) {
        server.metrics().received("websocket", text.length());
        try {
            session.receive(PacketCodec.decode(text));
        } catch (MalformedPacket e) {
            session.malformed();
        }
    }

    @Override
    public void onBinary(byte[] bytes) {
        server.metrics().received("websocket", bytes.length);
        try {
            session.receive(
                    session.handshake().protocol() == 3 ? PayloadCodecV3.binary(bytes) : new Packet.Binary(bytes));
        } catch (MalformedPacket e) {
            session.malformed();
        }
    }

    @Override
    public void onClosed(boolean error) {
        session.linkClosed(error);
    }
}

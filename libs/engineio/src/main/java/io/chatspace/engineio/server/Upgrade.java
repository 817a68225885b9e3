package io.chatspace.engineio.server;

import io.chatspace.engineio.packet.MalformedPacket;
import io.chatspace.engineio.packet.Packet;
import io.chatspace.engineio.packet.PacketCodec;
import io.netty.util.concurrent.EventExecutor;
import io.netty.util.concurrent.ScheduledFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/// Engine.IO v4, "Upgrade": a WebSocket that probes, then takes a polling session over. Belongs to the session's
/// loop.
final class Upgrade implements WebSocketEvents {
    private final Session session;
    private final EventExecutor loop;
    private final WebSocketLink link;
    private final LinkEvents after;
    private @Nullable ScheduledFuture<?> timer;
    private boolean probed;
    private boolean over;
    private boolean taken;

    Upgrade(Session session, EventExecutor loop, WebSocketLink link, EngineServer server) {
        this.session = session;
        this.loop = loop;
        this.link = link;
        this.after = new LinkEvents(session, loop, server);
    }

    void begin(long timeoutMillis) {
        if (!session.offer(this)) {
            over = true;
            link.close(0);
            return;
        }
        timer = loop.schedule(this::giveUp, timeoutMillis, TimeUnit.MILLISECONDS);
    }

    boolean probed() {
        return probed;
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
        if (taken) {
            after.onText(text);
            return;
        }
        if (over) {
            return;
        }
        Packet packet;
        try {
            packet = PacketCodec.decode(text);
        } catch (MalformedPacket e) {
            giveUp();
            return;
        }
        if (packet instanceof Packet.Ping(String data) && data.equals("probe")) {
            link.write(Controls.PROBE_ANSWER);
            link.flush();
            probed = true;
            session.probed();
        } else if (packet instanceof Packet.Upgrade && probed) {
            stopTimer();
            taken = true;
            session.upgraded(this, link);
        } else {
            giveUp();
        }
    }

    @Override
    public void onBinary(byte[] bytes) {
        if (taken) {
            after.onBinary(bytes);
        } else {
            giveUp();
        }
    }

    @Override
    public void onClosed(boolean error) {
        if (taken) {
            after.onClosed(error);
            return;
        }
        over = true;
        stopTimer();
        session.upgradeFailed(this);
    }

    /// The session ended first.
    void abandon() {
        over = true;
        stopTimer();
        link.close(0);
    }

    private void giveUp() {
        if (!over) {
            session.upgradeFailed(this);
            abandon();
        }
    }

    private void stopTimer() {
        if (timer != null) {
            timer.cancel(false);
            timer = null;
        }
    }
}

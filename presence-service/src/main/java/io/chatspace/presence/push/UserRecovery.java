package io.chatspace.presence.push;

import io.chatspace.contracts.MessageView;
import io.chatspace.contracts.PushFrame;
import io.chatspace.kit.security.Caller;
import io.chatspace.socketio.recovery.Recovered;
import io.chatspace.socketio.recovery.RecoveryLog;
import io.chatspace.socketio.server.EncodedPacket;
import io.chatspace.socketio.server.Socket;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;
import tools.jackson.databind.json.JsonMapper;

/// Socket.IO's connection state recovery from the user's own log, on whichever node the user comes back.
///
/// The pid says where the connection began, `<log id>.<epoch ms>`: it only ever opens the log of the user whose token
/// came with it, so it needs no secret. An offset is a log id.
final class UserRecovery implements RecoveryLog {
    /// Clocks of nodes, and writes still in flight, may lie that far apart.
    static final Duration OVERLAP = Duration.ofSeconds(5);

    /// How long ago a connection may have ended; longer, and the client starts anew and loads its history.
    private static final Duration OLDEST = Duration.ofHours(24);

    private static final Pattern PID = Pattern.compile("(\\d{1,18}-\\d{1,18})\\.(\\d{1,15})");

    private final UserLog log;
    private final MessageHistory history;
    private final UserPositions positions;
    private final FrameCheck check;
    private final PushPackets packets;
    private final JsonMapper json;
    private final Clock clock;

    UserRecovery(
            UserLog log,
            MessageHistory history,
            UserPositions positions,
            FrameCheck check,
            PushPackets packets,
            JsonMapper json,
            Clock clock) {
        this.log = log;
        this.history = history;
        this.positions = positions;
        this.check = check;
        this.packets = packets;
        this.json = json;
        this.clock = clock;
    }

    @Override
    public @Nullable String issue(Socket socket) {
        if (socket.recovered()) {
            // A client takes its state for recovered where it is given its own pid again.
            return socket.handshake().auth().path("pid").asString();
        }
        var caller = SocketUser.of(socket);
        return caller == null ? null : positions.position(caller.userId()) + "." + clock.millis();
    }

    @Override
    public Mono<Recovered> restore(Socket socket, String pid, String offset) {
        var caller = SocketUser.of(socket);
        var parts = PID.matcher(pid);
        if (caller == null || !parts.matches()) {
            return Mono.empty();
        }
        boolean sawSomething = LogIds.valid(offset);
        var from = sawSomething ? offset : parts.group(1);
        var since = sawSomething ? LogIds.time(offset) : Instant.ofEpochMilli(Long.parseLong(parts.group(2)));
        if (since.isBefore(clock.instant().minus(OLDEST))) {
            return Mono.empty();
        }
        return log.after(caller.userId(), from)
                .flatMap(page -> page.bridges()
                        ? Mono.just(page.frames())
                        : fromHistory(caller, since).map(messages -> Missed.merge(page.frames(), messages, json)))
                .onErrorResume(_ -> fromHistory(caller, since).map(messages -> Missed.merge(List.of(), messages, json)))
                .map(frames -> Recovered.missed(frames.stream()
                        .filter(frame -> check.pass(frame, caller.userId()))
                        .flatMap(frame -> packets(socket, frame))
                        .toList()));
    }

    private Stream<EncodedPacket> packets(Socket socket, PushFrame frame) {
        return PushPackets.wantsReceipts(socket)
                ? packets.confirmed(frame).stream()
                : Stream.of(PushPackets.plain(frame));
    }

    private Mono<List<MessageView>> fromHistory(Caller caller, Instant since) {
        return history.receivedSince(caller.userId(), caller.token(), since.minus(OVERLAP));
    }

    /// Where a user's feed stands.
    interface UserPositions {
        String position(String userId);
    }
}

package io.chatspace.engineio.server;

import java.net.InetSocketAddress;
import java.util.function.BooleanSupplier;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// Decides what a request may do, in the reference server's order, so that each mistake gets the same number as
/// there.
final class RequestCheck {
    private final EngineOptions options;
    private final Function<String, @Nullable Session> sessions;
    private final BooleanSupplier busy;

    RequestCheck(EngineOptions options, Function<String, @Nullable Session> sessions, BooleanSupplier busy) {
        this.options = options;
        this.sessions = sessions;
        this.busy = busy;
    }

    Verdict http(EngineRequest request) {
        return check(request, false);
    }

    Verdict webSocket(EngineRequest request) {
        return check(request, true);
    }

    private Verdict check(EngineRequest request, boolean upgrade) {
        String transport = request.query("transport");
        boolean polling = "polling".equals(transport) && options.allowPolling();
        boolean webSocket = "websocket".equals(transport) && options.allowWebSocket();
        if (!polling && !webSocket) {
            return refused(EngineError.UNKNOWN_TRANSPORT);
        }
        String origin = request.headers().first("origin");
        if (origin != null && !options.allowedOrigins().test(origin)) {
            return refused(EngineError.FORBIDDEN);
        }
        String sid = request.query("sid");
        if (sid != null && !sid.isEmpty()) {
            Session session = sessions.apply(sid);
            if (session == null) {
                return refused(EngineError.UNKNOWN_SID);
            }
            boolean mismatch = upgrade ? !webSocket : !session.transport().equals(transport);
            return mismatch || !methodKnown(request) ? refused(EngineError.BAD_REQUEST) : new Verdict.Known(session);
        }
        if (!request.method().equals("GET")) {
            return refused(EngineError.BAD_HANDSHAKE_METHOD);
        }
        if (webSocket != upgrade) {
            return refused(EngineError.BAD_REQUEST);
        }
        int protocol = protocol(request.query("EIO"));
        if (protocol == 0) {
            return refused(EngineError.UNSUPPORTED_PROTOCOL_VERSION);
        }
        if (busy.getAsBoolean()) {
            return refused(EngineError.BUSY);
        }
        InetSocketAddress address = options.addresses().resolve(request.headers(), request.peer());
        EngineHandshake handshake =
                new EngineHandshake(request.headers(), request.query(), address, request.secure(), protocol);
        return options.allowRequest().test(handshake) ? new Verdict.Fresh(handshake) : refused(EngineError.FORBIDDEN);
    }

    private static boolean methodKnown(EngineRequest request) {
        return request.method().equals("GET") || request.method().equals("POST");
    }

    private int protocol(@Nullable String version) {
        if ("4".equals(version)) {
            return 4;
        }
        return "3".equals(version) && options.allowEio3() ? 3 : 0;
    }

    private static Verdict refused(EngineError error) {
        return new Verdict.Refused(error);
    }
}

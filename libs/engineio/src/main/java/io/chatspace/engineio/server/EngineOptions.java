package io.chatspace.engineio.server;

import java.time.Duration;
import java.util.function.BooleanSupplier;
import java.util.function.Predicate;
import java.util.function.Supplier;

/// How an engine serves. Defaults are the reference server's.
///
/// @param path                  where requests are taken; begins and ends with `/`
/// @param pingInterval          between the server's pings
/// @param pingTimeout           how long a pong may take before the session is closed
/// @param upgradeTimeout        how long a WebSocket that probes may take
/// @param maxPayload            bytes of one POST body or one WebSocket message; also told to the client
/// @param maxQueue              bytes that may wait for a client that does not read, before it is closed with
/// `transport error`
/// @param maxSessionsPerAddress 0 for no limit
/// @param allowPolling          whether `transport=polling` is known
/// @param allowWebSocket        whether `transport=websocket` is known, and upgrades are offered
/// @param allowEio3             whether clients of Engine.IO 3 are served
/// @param compression           whether permessage-deflate is negotiated
/// @param allowedOrigins        asked for requests with an `Origin`; those refused get 403, the others CORS headers
/// @param allowRequest          asked for every handshake; refused ones get 403
/// @param busy                  asked for every handshake; while true they get 503 and are to come back in a second
/// @param sessionIds            makes session ids: hard to guess, unique, free of `?&#/` and control characters
/// @param addresses             finds a client's address
public record EngineOptions(
        String path,
        Duration pingInterval,
        Duration pingTimeout,
        Duration upgradeTimeout,
        int maxPayload,
        int maxQueue,
        int maxSessionsPerAddress,
        boolean allowPolling,
        boolean allowWebSocket,
        boolean allowEio3,
        boolean compression,
        Predicate<String> allowedOrigins,
        Predicate<EngineHandshake> allowRequest,
        BooleanSupplier busy,
        Supplier<String> sessionIds,
        AddressResolver addresses) {

    public EngineOptions {
        if (!path.startsWith("/") || !path.endsWith("/")) {
            throw new IllegalArgumentException("path must begin and end with /: " + path);
        }
        positive("pingInterval", pingInterval.toMillis());
        positive("pingTimeout", pingTimeout.toMillis());
        positive("upgradeTimeout", upgradeTimeout.toMillis());
        positive("maxPayload", maxPayload);
        positive("maxQueue", maxQueue);
        if (maxSessionsPerAddress < 0) {
            throw new IllegalArgumentException("maxSessionsPerAddress must not be negative");
        }
    }

    private static void positive(String name, long value) {
        if (value <= 0) {
            throw new IllegalArgumentException(name + " must be positive");
        }
    }

    public static Builder builder() {
        return new Builder();
    }

    /// Collects options; starts from the defaults.
    public static final class Builder {
        private String path = "/engine.io/";
        private Duration pingInterval = Duration.ofSeconds(25);
        private Duration pingTimeout = Duration.ofSeconds(20);
        private Duration upgradeTimeout = Duration.ofSeconds(10);
        private int maxPayload = 1_000_000;
        private int maxQueue = 4 << 20;
        private int maxSessionsPerAddress;
        private boolean allowPolling = true;
        private boolean allowWebSocket = true;
        private boolean allowEio3;
        private boolean compression;
        private Predicate<String> allowedOrigins = origin -> true;
        private Predicate<EngineHandshake> allowRequest = handshake -> true;
        private BooleanSupplier busy = () -> false;
        private Supplier<String> sessionIds = RandomIds.create();
        private AddressResolver addresses = AddressResolver.peer();

        private Builder() {}

        public Builder path(String value) {
            path = value;
            return this;
        }

        public Builder pingInterval(Duration value) {
            pingInterval = value;
            return this;
        }

        public Builder pingTimeout(Duration value) {
            pingTimeout = value;
            return this;
        }

        public Builder upgradeTimeout(Duration value) {
            upgradeTimeout = value;
            return this;
        }

        public Builder maxPayload(int bytes) {
            maxPayload = bytes;
            return this;
        }

        public Builder maxQueue(int bytes) {
            maxQueue = bytes;
            return this;
        }

        public Builder maxSessionsPerAddress(int value) {
            maxSessionsPerAddress = value;
            return this;
        }

        public Builder allowPolling(boolean value) {
            allowPolling = value;
            return this;
        }

        public Builder allowWebSocket(boolean value) {
            allowWebSocket = value;
            return this;
        }

        public Builder allowEio3(boolean value) {
            allowEio3 = value;
            return this;
        }

        public Builder compression(boolean value) {
            compression = value;
            return this;
        }

        public Builder allowedOrigins(Predicate<String> value) {
            allowedOrigins = value;
            return this;
        }

        public Builder allowRequest(Predicate<EngineHandshake> value) {
            allowRequest = value;
            return this;
        }

        public Builder busy(BooleanSupplier value) {
            busy = value;
            return this;
        }

        public Builder sessionIds(Supplier<String> value) {
            sessionIds = value;
            return this;
        }

        public Builder addresses(AddressResolver value) {
            addresses = value;
            return this;
        }

        public EngineOptions build() {
            return new EngineOptions(
                    path,
                    pingInterval,
                    pingTimeout,
                    upgradeTimeout,
                    maxPayload,
                    maxQueue,
                    maxSessionsPerAddress,
                    allowPolling,
                    allowWebSocket,
                    allowEio3,
                    compression,
                    allowedOrigins,
                    allowRequest,
                    busy,
                    sessionIds,
                    addresses);
        }
    }
}

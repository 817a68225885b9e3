package io.chatspace.socketio.server;

import java.time.Duration;

/// How a Socket.IO server serves, beyond its engine.
///
/// @param connectTimeout            how long a client may take until its first namespace is connected; then the
///                                  session
/// is closed
/// @param skipMiddlewaresOnRecovery whether a recovered socket is connected without asking the middleware again
/// @param maxNamespacesPerClient    how many namespaces one connection may be in at a time
/// @param maxAttachments            binary attachments of one packet; more close the session
/// @param maxPendingAcks            acks that one socket may owe us before the oldest are given up
/// @param servesClient              whether the browser client is served beneath the path
public record SocketOptions(
        Duration connectTimeout,
        boolean skipMiddlewaresOnRecovery,
        int maxNamespacesPerClient,
        int maxAttachments,
        int maxPendingAcks,
        boolean servesClient) {
    public static final SocketOptions DEFAULTS =
            new SocketOptions(Duration.ofSeconds(45), false, 100, 100, 10_000, true);

    public SocketOptions {
        if (connectTimeout.isNegative() || connectTimeout.isZero()) {
            throw new IllegalArgumentException("connectTimeout must be positive");
        }
        if (maxNamespacesPerClient <= 0 || maxAttachments < 0 || maxPendingAcks <= 0) {
            throw new IllegalArgumentException("limits must be positive");
        }
    }

    public SocketOptions withConnectTimeout(Duration timeout) {
        return new SocketOptions(
                timeout,
                skipMiddlewaresOnRecovery,
                maxNamespacesPerClient,
                maxAttachments,
                maxPendingAcks,
                servesClient);
    }

    public SocketOptions withSkipMiddlewaresOnRecovery(boolean skip) {
        return new SocketOptions(
                connectTimeout, skip, maxNamespacesPerClient, maxAttachments, maxPendingAcks, servesClient);
    }
}

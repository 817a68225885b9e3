package io.chatspace.contracts;

/// Names of the Socket.IO events, both ways.
public final class SocketEvents {
    // Server to client, known to every client of the first contract.
    public static final String ONLINE_USERS = "getOnlineUsers";
    public static final String NEW_MESSAGE = "newMessage";
    public static final String AI_STATUS_CHANGED = "aiStatusChanged";

    // Server to client, ours.
    public static final String UPLOADS_STATUS_CHANGED = "uploadsStatusChanged";
    public static final String MESSAGE_SENT = "messageSent";
    public static final String MESSAGE_DELIVERED = "messageDelivered";
    public static final String MESSAGE_SEEN = "messageSeen";
    public static final String AI_DELTA = "ai:delta";
    public static final String PRESENCE_DIFF = "presence:diff";
    public static final String AUTH_EXPIRING = "auth:expiring";
    public static final String RATE_LIMITED = "rate:limited";

    /// Follows a push that asks for an acknowledgement; its only argument is the recovery offset, which clients note
    /// from the last argument of an event without one.
    public static final String PUSH_OFFSET = "push:offset";

    // Client to server.
    public static final String TYPING = "typing";
    public static final String MESSAGE_SEND = "message:send";
    public static final String PRESENCE_WATCH = "presence:watch";

    private SocketEvents() {}
}

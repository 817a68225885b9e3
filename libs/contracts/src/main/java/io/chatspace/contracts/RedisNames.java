package io.chatspace.contracts;

/// Every Redis key and channel that more than one service touches. The part in braces is the hash tag:
/// what one script touches shares a slot, so that the same calls run on Redis Cluster.
public final class RedisNames {
    /// Deltas of who is online, heard by every presence node: a JSON [PresenceDelta].
    public static final String PRESENCE_DELTAS = "chatspace:presence:deltas";

    /// Sorted set: node id by the time (ms, Redis' own clock) at which its lease runs out.
    public static final String NODE_LEASES = "chatspace:{nodes}:leases";

    /// Hash: node id to the JSON of its [NodeInfo].
    public static final String NODE_INFO = "chatspace:{nodes}:info";

    /// A JSON [NodeOrder] per message, heard by every presence node and heeded by the one that it
    /// names. Who gives one looks at [#NODE_INFO] for whether it was heard.
    public static final String NODE_ORDERS = "chatspace:presence:orders";

    /// Frames ([PushFrame]) for every socket of every user, such as a switch that an admin turned.
    public static final String BROADCAST = "chatspace:broadcast";

    /// A user id per message: that user's profile changed, or the user is new or gone.
    public static final String USERS_CHANGED = "chatspace:users:changed";

    /// A JSON [SessionRevoked] per message.
    public static final String REVOCATIONS = "chatspace:auth:revocations";

    /// Sorted set behind [#REVOCATIONS]: the same JSON by the time (ms) from which nobody needs it any
    /// more.
    public static final String REVOCATION_SET = "chatspace:auth:revoked";

    private RedisNames() {}

    private static final String USER_CHANNEL = "chatspace:push:{";

    /// The channel on which a user's pushes are published as [PushFrame]s: sharded pub/sub on Redis
    /// Cluster, plain elsewhere. Every other channel is plain everywhere.
    public static String userChannel(String userId) {
        return USER_CHANNEL + userId + "}";
    }

    public static boolean isUserChannel(String channel) {
        return channel.startsWith(USER_CHANNEL);
    }

    /// The user's capped, expiring stream of pushes; entries have the fields `e` (event) and `d` (JSON
    /// array of arguments).
    public static String userLog(String userId) {
        return "chatspace:log:{" + userId + "}";
    }

    /// The set of users that a node holds sockets of; expires with the node's lease.
    public static String nodeUsers(String nodeId) {
        return "chatspace:presence:users:{" + nodeId + "}";
    }
}

package io.chatspace.presence.admin;

import io.chatspace.kit.error.DomainError;
import io.chatspace.kit.error.ErrorKind;
import org.jspecify.annotations.Nullable;

/// Why an operator was not shown the nodes, or a node did not do as asked.
abstract sealed class AdminError extends DomainError {
    private AdminError(ErrorKind kind, String code, String message, @Nullable Throwable cause) {
        super(kind, code, message, cause);
    }

    private AdminError(ErrorKind kind, String code, String message) {
        this(kind, code, message, null);
    }

    /// The text of message-service's switches.
    static final class NotAdmin extends AdminError {
        NotAdmin() {
            super(ErrorKind.FORBIDDEN, "not_admin", "Admin access required");
        }
    }

    static final class MalformedId extends AdminError {
        MalformedId() {
            super(ErrorKind.INVALID, "malformed_id", "Node id must be 1 to 32 of a-z, 0-9 and -");
        }
    }

    static final class NodeNotFound extends AdminError {
        NodeNotFound() {
            super(ErrorKind.NOT_FOUND, "node_not_found", "Node not found");
        }
    }

    /// Without it nobody could connect.
    static final class LastNode extends AdminError {
        LastNode() {
            super(ErrorKind.CONFLICT, "last_node", "This is the last node that takes connections");
        }
    }

    static final class NotHeard extends AdminError {
        NotHeard() {
            super(ErrorKind.UPSTREAM_TIMEOUT, "node_not_heard", "The node did not answer in time");
        }
    }

    static final class RegistryAway extends AdminError {
        RegistryAway(Throwable cause) {
            super(ErrorKind.UNAVAILABLE, "registry_away", "The list of nodes can't be read", cause);
        }
    }
}

package io.chatspace.presence.admin;

import io.chatspace.kit.security.Caller;
import io.chatspace.presence.roster.RosterService;
import java.util.List;
import java.util.regex.Pattern;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;
import reactor.core.publisher.Mono;

/// What admins see of the nodes, and ask of them. Any node answers, for all of them. Who is an admin is
/// what the token says.
@RestController
@RequestMapping("/api/admin/nodes")
class AdminEndpoint {
    private static final Pattern NODE_ID = Pattern.compile("[a-z0-9-]{1,32}");

    private final NodeDirectory nodes;
    private final RosterService roster;

    AdminEndpoint(NodeDirectory nodes, RosterService roster) {
        this.nodes = nodes;
        this.roster = roster;
    }

    /// @param online users with a socket on any node
    record AllNodes(boolean success, int online, List<NodeView> nodes) {}

    record OneNode(boolean success, NodeView node) {}

    @GetMapping
    Mono<AllNodes> all(Caller caller) {
        return asAdmin(caller)
                .then(Mono.defer(nodes::all))
                .map(all -> new AllNodes(
                        true,
                        roster.onlineCount(),
                        all.stream().map(NodeView::of).toList()));
    }

    /// Lets the node's sockets go, spread over its drain time, and keeps it without any. Answers once
    /// the node has begun.
    @PostMapping("/{id}/drain")
    Mono<OneNode> drain(Caller caller, @PathVariable String id) {
        return order(caller, id, true);
    }

    @DeleteMapping("/{id}/drain")
    Mono<OneNode> resume(Caller caller, @PathVariable String id) {
        return order(caller, id, false);
    }

    private Mono<OneNode> order(Caller caller, String id, boolean drain) {
        return asAdmin(caller)
                .then(Mono.defer(() -> NODE_ID.matcher(id).matches()
                        ? nodes.order(id, drain)
                        : Mono.error(new AdminError.MalformedId())))
                .map(node -> new OneNode(true, NodeView.of(node)));
    }

    private static Mono<Void> asAdmin(Caller caller) {
        return caller.admin() ? Mono.empty() : Mono.error(new AdminError.NotAdmin());
    }
}

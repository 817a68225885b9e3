package io.chatspace.presence.lifecycle;

import io.chatspace.contracts.NodeOrder;
import io.chatspace.contracts.RedisNames;
import io.chatspace.presence.node.NodeIdentity;
import io.chatspace.presence.push.RedisPubSub;
import io.chatspace.presence.push.SkippedMessages;
import org.springframework.stereotype.Component;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/// Hears what operators ask of nodes, and heeds what they ask of this one.
@Component
class NodeOrders {
    private final NodeIdentity identity;
    private final NodeLifecycle lifecycle;
    private final SkippedMessages skipped;
    private final JsonMapper json;

    NodeOrders(
            NodeIdentity identity,
            NodeLifecycle lifecycle,
            SkippedMessages skipped,
            JsonMapper json,
            RedisPubSub pubSub) {
        this.identity = identity;
        this.lifecycle = lifecycle;
        this.skipped = skipped;
        this.json = json;
        pubSub.onMessage(this::receive);
    }

    private void receive(String channel, String text) {
        if (!channel.equals(RedisNames.NODE_ORDERS)) {
            return;
        }
        try {
            var order = json.readValue(text, NodeOrder.class);
            if (order == null || !identity.id().equals(order.node())) {
                return;
            }
            if (order.drain()) {
                lifecycle.drain();
            } else {
                lifecycle.resume();
            }
        } catch (JacksonException e) {
            skipped.skip("not an order");
        }
    }
}

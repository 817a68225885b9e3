package io.chatspace.socketio.adapter;

import io.chatspace.socketio.server.Ack;
import io.chatspace.socketio.server.EventArgs;
import java.util.function.BiConsumer;
import java.util.function.LongSupplier;
import tools.jackson.databind.json.JsonMapper;

/// What a namespace lends to its adapter.
///
/// @param namespace       its name
/// @param json            the server's mapper
/// @param ackIds          numbers that no two acks of this namespace on this node share
/// @param serverSideEvent hears what other nodes sent with `serverSideEmit`
public record AdapterContext(
        String namespace, JsonMapper json, LongSupplier ackIds, BiConsumer<EventArgs, Ack> serverSideEvent) {}

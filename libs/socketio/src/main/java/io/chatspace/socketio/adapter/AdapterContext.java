package io.chatspace.socketio.adapter;

import io.chatspace.socketio.server.Ack;
import io.chatspace.socketio.server.EventArgs;
import java.util.function.BiConsumer;
import tools.jackson.databind.json.JsonMapper;

/// What a namespace lends to its adapter.
///
/// @param namespace       its name
/// @param json            the server's mapper
/// @param serverSideEvent hears what other nodes sent with `serverSideEmit`
public record AdapterContext(String namespace, JsonMapper json, BiConsumer<EventArgs, Ack> serverSideEvent) {}

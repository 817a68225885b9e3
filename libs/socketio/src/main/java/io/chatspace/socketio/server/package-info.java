/// The server's public API: namespaces, sockets, rooms, acks.
@NullMarked
package io.chatspace.socketio.server;

import org.jspecify.annotations.NullMarked;

/// The adapter over Redis, in the wire format of the npm package `@socket.io/redis-adapter` 8: Java and Node nodes
/// form one cluster.
@NullMarked
package io.chatspace.socketio.redis;

import org.jspecify.annotations.NullMarked;

/// Mounts a Socket.IO server in a Spring WebFlux application: one dependency, one bean.
@NullMarked
package io.chatspace.socketio.webflux;

import org.jspecify.annotations.NullMarked;

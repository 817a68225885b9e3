/// Sessions, heartbeat, upgrade and the Netty handler that serves them.
@NullMarked
package io.chatspace.engineio.server;

import org.jspecify.annotations.NullMarked;

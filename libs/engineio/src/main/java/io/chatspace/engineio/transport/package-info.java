/// Serves an engine on Netty channels, beneath Reactor Netty.
@NullMarked
package io.chatspace.engineio.transport;

import org.jspecify.annotations.NullMarked;

/// Relays WebSockets to presence nodes as bytes, without reading their frames.
@NullMarked
package io.chatspace.gateway.socket;

import org.jspecify.annotations.NullMarked;

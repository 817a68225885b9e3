/// The Socket.IO node: sockets, pushes and who is online.
@NullMarked
package io.chatspace.presence;

import org.jspecify.annotations.NullMarked;

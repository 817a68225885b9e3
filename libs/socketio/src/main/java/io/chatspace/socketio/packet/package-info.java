/// Packets of Socket.IO v5 and their text: pure functions.
@NullMarked
package io.chatspace.socketio.packet;

import org.jspecify.annotations.NullMarked;

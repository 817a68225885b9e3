/// Connection state recovery: what a socket missed while it was away.
@NullMarked
package io.chatspace.socketio.recovery;

import org.jspecify.annotations.NullMarked;

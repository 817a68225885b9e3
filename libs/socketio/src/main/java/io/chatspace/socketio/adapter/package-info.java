/// Who is in which room, and what nodes tell each other.
@NullMarked
package io.chatspace.socketio.adapter;

import org.jspecify.annotations.NullMarked;

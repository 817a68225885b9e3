/// From a CONNECT to a user's socket: the token, the user, the events that a client may send.
@NullMarked
package io.chatspace.presence.connection;

import org.jspecify.annotations.NullMarked;

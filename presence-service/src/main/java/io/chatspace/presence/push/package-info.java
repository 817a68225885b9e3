/// From a user's Redis channel and log to the sockets of that user, in order and without loss.
@NullMarked
package io.chatspace.presence.push;

import org.jspecify.annotations.NullMarked;

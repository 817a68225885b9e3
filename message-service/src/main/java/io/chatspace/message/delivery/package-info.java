/// Pushes events to users' devices through Redis. Never fails a request: the database is the truth.
@NullMarked
package io.chatspace.message.delivery;

import org.jspecify.annotations.NullMarked;

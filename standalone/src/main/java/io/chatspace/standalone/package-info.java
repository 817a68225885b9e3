/// All services on one machine by one command.
@NullMarked
package io.chatspace.standalone;

import org.jspecify.annotations.NullMarked;

/// The node's life: its beat in the registry, and its drain.
@NullMarked
package io.chatspace.presence.lifecycle;

import org.jspecify.annotations.NullMarked;

/// What this node is: its id and its address.
@NullMarked
package io.chatspace.presence.node;

import org.jspecify.annotations.NullMarked;

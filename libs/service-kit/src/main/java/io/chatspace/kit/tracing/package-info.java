/// One trace from the edge to the receiver's socket: whether there is any, and the steps that no library sees.
@NullMarked
package io.chatspace.kit.tracing;

import org.jspecify.annotations.NullMarked;

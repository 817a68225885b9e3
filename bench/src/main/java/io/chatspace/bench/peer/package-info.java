/// Servers for the socket layer alone, each with the same two HTTP calls.
@NullMarked
package io.chatspace.bench.peer;

import org.jspecify.annotations.NullMarked;

/// Clients and servers for tests of this module and those above it.
@NullMarked
package io.chatspace.engineio.testing;

import org.jspecify.annotations.NullMarked;

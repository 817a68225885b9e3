/// Packets of Engine.IO v4 (and v3) and their text: pure functions.
@NullMarked
package io.chatspace.engineio.packet;

import org.jspecify.annotations.NullMarked;

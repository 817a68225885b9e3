/// Reads what clients send where more than one feature takes it.
@NullMarked
package io.chatspace.message.input;

import org.jspecify.annotations.NullMarked;

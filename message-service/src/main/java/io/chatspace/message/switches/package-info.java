/// What admins turn on and off for everybody.
@NullMarked
package io.chatspace.message.switches;

import org.jspecify.annotations.NullMarked;

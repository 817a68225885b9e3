/// What changed for a user since a moment: from the state of the messages, without a log of events.
@NullMarked
package io.chatspace.message.changes;

import org.jspecify.annotations.NullMarked;

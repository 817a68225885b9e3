/// What a reader has seen: true counts, marking as seen, and telling the other devices.
@NullMarked
package io.chatspace.message.unread;

import org.jspecify.annotations.NullMarked;

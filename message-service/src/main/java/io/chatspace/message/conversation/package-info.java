/// Sending messages and reading a conversation.
@NullMarked
package io.chatspace.message.conversation;

import org.jspecify.annotations.NullMarked;

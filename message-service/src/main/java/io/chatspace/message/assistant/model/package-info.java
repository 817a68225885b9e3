/// The way to a language model: any endpoint that speaks the chat-completions protocol. Knows nothing of users,
/// conversations or budgets.
@NullMarked
package io.chatspace.message.assistant.model;

import org.jspecify.annotations.NullMarked;

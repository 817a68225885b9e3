package io.chatspace.message.conversation;

import io.chatspace.message.store.Message;

/// A message that is in the database.
///
/// @param fresh false where an earlier send with the same client message id had stored it
record Stored(Message message, boolean fresh) {}

/// Ids of users, messages and conversations: checked once, at the edge.
@NullMarked
package io.chatspace.message.id;

import org.jspecify.annotations.NullMarked;

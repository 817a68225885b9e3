/// Who the users are, as auth-service says, kept in memory for when it is away.
@NullMarked
package io.chatspace.message.directory;

import org.jspecify.annotations.NullMarked;

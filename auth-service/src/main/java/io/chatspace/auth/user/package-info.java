/// Users as they are stored, and what may be told of them.
@NullMarked
package io.chatspace.auth.user;

import org.jspecify.annotations.NullMarked;

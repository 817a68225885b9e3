/// Admins shut users out, and let them in again.
@NullMarked
package io.chatspace.auth.ban;

import org.jspecify.annotations.NullMarked;

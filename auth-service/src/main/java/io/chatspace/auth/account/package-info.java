/// Signing up and logging in.
@NullMarked
package io.chatspace.auth.account;

import org.jspecify.annotations.NullMarked;

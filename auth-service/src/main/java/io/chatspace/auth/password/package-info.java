/// Passwords: which are taken, and how they are hashed without hurting anybody else.
@NullMarked
package io.chatspace.auth.password;

import org.jspecify.annotations.NullMarked;

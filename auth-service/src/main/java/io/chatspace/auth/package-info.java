/// Accounts of ChatSpace: users, passwords, signing keys, profiles.
@NullMarked
package io.chatspace.auth;

import org.jspecify.annotations.NullMarked;

/// Ends tokens before they expire: kept in the database, told to every service through Redis.
@NullMarked
package io.chatspace.auth.revocation;

import org.jspecify.annotations.NullMarked;

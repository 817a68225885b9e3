/// Access tokens: the keys that sign them, and the key set that others check them with.
@NullMarked
package io.chatspace.auth.token;

import org.jspecify.annotations.NullMarked;

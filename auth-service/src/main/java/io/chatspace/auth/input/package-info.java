/// Reads request bodies field by field, and says in a sentence what is wrong with one.
@NullMarked
package io.chatspace.auth.input;

import org.jspecify.annotations.NullMarked;

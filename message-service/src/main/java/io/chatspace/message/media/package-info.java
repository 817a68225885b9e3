/// Pictures: taken in, made anew, kept, served, and swept where nobody uses them.
@NullMarked
package io.chatspace.message.media;

import org.jspecify.annotations.NullMarked;

/// What is inside a picture file, read without decoding it: kind, size, completeness, and what lies beside the pixels.
@NullMarked
package io.chatspace.message.media.format;

import org.jspecify.annotations.NullMarked;

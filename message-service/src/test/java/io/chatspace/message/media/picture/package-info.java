@NullMarked
package io.chatspace.message.media.picture;

import org.jspecify.annotations.NullMarked;

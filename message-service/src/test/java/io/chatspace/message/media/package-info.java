@NullMarked
package io.chatspace.message.media;

import org.jspecify.annotations.NullMarked;

@NullMarked
package io.chatspace.message.media.store;

import org.jspecify.annotations.NullMarked;

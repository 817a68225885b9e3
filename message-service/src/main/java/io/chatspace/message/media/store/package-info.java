/// Where the bytes of pictures are kept, and the records that say what is kept.
@NullMarked
package io.chatspace.message.media.store;

import org.jspecify.annotations.NullMarked;

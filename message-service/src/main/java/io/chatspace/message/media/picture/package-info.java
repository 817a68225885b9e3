/// Makes a new picture of an uploaded one: decoded within limits, turned upright, written again without metadata.
@NullMarked
package io.chatspace.message.media.picture;

import org.jspecify.annotations.NullMarked;

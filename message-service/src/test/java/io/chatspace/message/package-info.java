/// The service as a whole, and what its tests share.
@NullMarked
package io.chatspace.message;

import org.jspecify.annotations.NullMarked;

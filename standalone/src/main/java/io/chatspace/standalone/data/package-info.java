/// The directory that everything kept lives in.
@NullMarked
package io.chatspace.standalone.data;

import org.jspecify.annotations.NullMarked;

/// Use of a ChatSpace that was only started to learn which of its code is busy.
@NullMarked
package io.chatspace.standalone.rehearsal;

import org.jspecify.annotations.NullMarked;

/// Everything that must not be lost, in one file and back.
@NullMarked
package io.chatspace.standalone.backup;

import org.jspecify.annotations.NullMarked;

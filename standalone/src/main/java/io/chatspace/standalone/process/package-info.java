/// Child processes that never outlive this JVM.
@NullMarked
package io.chatspace.standalone.process;

import org.jspecify.annotations.NullMarked;

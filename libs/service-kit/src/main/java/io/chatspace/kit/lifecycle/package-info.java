/// What runs for as long as a service does.
@NullMarked
package io.chatspace.kit.lifecycle;

import org.jspecify.annotations.NullMarked;

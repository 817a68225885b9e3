/// One message's trace through all of the services.
@NullMarked
package io.chatspace.standalone.tracing;

import org.jspecify.annotations.NullMarked;

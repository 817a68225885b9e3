/// Starting the services: as contexts of this JVM or as processes of their own.
@NullMarked
package io.chatspace.standalone.launch;

import org.jspecify.annotations.NullMarked;

/// Redis and the database: the one named by the environment, one started here, or one inside this JVM.
@NullMarked
package io.chatspace.standalone.store;

import org.jspecify.annotations.NullMarked;

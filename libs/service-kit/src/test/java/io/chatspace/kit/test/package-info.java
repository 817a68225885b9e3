/// Test support that the services share: signed tokens and real stores.
@NullMarked
package io.chatspace.kit.test;

import org.jspecify.annotations.NullMarked;

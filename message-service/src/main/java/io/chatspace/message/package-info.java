/// The service of messages: who wrote what to whom, what is seen, and its delivery.
@NullMarked
package io.chatspace.message;

import org.jspecify.annotations.NullMarked;

/// The description of the API, for programs and for people.
@NullMarked
package io.chatspace.gateway.docs;

import org.jspecify.annotations.NullMarked;

/// The one public origin: checks, routes and relays; no domain of its own.
@NullMarked
package io.chatspace.gateway;

import org.jspecify.annotations.NullMarked;

/// Which service, and which presence node, a request goes to.
@NullMarked
package io.chatspace.gateway.route;

import org.jspecify.annotations.NullMarked;

/// How much one user or one address may ask of the services.
@NullMarked
package io.chatspace.gateway.limit;

import org.jspecify.annotations.NullMarked;

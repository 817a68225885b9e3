/// What is checked and set at the edge: origins, headers that only the edge may say, paths that need no token.
@NullMarked
package io.chatspace.gateway.security;

import org.jspecify.annotations.NullMarked;

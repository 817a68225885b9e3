/// What operators see of all nodes, and ask of one.
@NullMarked
package io.chatspace.presence.admin;

import org.jspecify.annotations.NullMarked;

/// What two services must agree on and nothing else: records on the wire, their JSON names, Redis keys and
/// channels.
@NullMarked
package io.chatspace.contracts;

import org.jspecify.annotations.NullMarked;

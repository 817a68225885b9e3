/// A server that sends back what it gets.
@NullMarked
package io.chatspace.echo;

import org.jspecify.annotations.NullMarked;

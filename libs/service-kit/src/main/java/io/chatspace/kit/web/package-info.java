/// What each request carries: its id, and its caller as an argument.
@NullMarked
package io.chatspace.kit.web;

import org.jspecify.annotations.NullMarked;

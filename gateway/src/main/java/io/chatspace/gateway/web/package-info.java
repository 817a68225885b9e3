/// Serves the web app's files, where they were built.
@NullMarked
package io.chatspace.gateway.web;

import org.jspecify.annotations.NullMarked;
